<?php
/**
 * Does one thing to the test site through WordPress's own functions.
 *
 * Usage: php wp.php SITE_FOLDER ACTION < request.json > answer.json
 * Actions: install, seed, insert, edit, delete. A failure is one line on standard error and exit code 1.
 */

set_error_handler( 'bed_php_warning' );

// Prefixed, because WordPress keeps its own variables in the same scope.
[ , $bed_site, $bed_action ] = $argv;
$bed_request                 = json_decode( stream_get_contents( STDIN ), true, 512, JSON_THROW_ON_ERROR );

$_SERVER['HTTP_HOST']       = $bed_request['host'];
$_SERVER['SERVER_NAME']     = '127.0.0.1';
$_SERVER['REQUEST_URI']     = '/';
$_SERVER['REQUEST_METHOD']  = 'GET';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';

if ( 'install' === $bed_action ) {
	define( 'WP_INSTALLING', true );
	bed_create_database( $bed_request['socket'] );
	// The two functions WordPress lets a site replace: no welcome posts, no e-mail about the new site.
	function wp_install_defaults( $user_id ) {
		bed_default_category();
	}
	function wp_new_blog_notification( $title, $url, $user_id, $password ) {}
}

require $bed_site . '/wp-load.php';
add_filter( 'pre_http_request', fn() => new WP_Error( 'bed', 'the test site asks nobody anything' ) );

if ( 'install' === $bed_action ) {
	$bed_answer = bed_install( $bed_request );
} else {
	// The administrator may store script and iframe, as the editors of real sites may.
	wp_set_current_user( 1 );
	$bed_answer = call_user_func( 'bed_' . $bed_action, $bed_request );
}
echo json_encode( $bed_answer, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE );

function bed_php_warning( int $level, string $message, string $file, int $line ): bool {
	if ( error_reporting() & $level & ( E_WARNING | E_USER_ERROR ) ) {
		fwrite( STDERR, "$message ($file:$line)\n" );
	}
	return true;
}

function bed_fail( string $message ): never {
	fwrite( STDERR, $message . "\n" );
	exit( 1 );
}

function bed_create_database( string $socket ): void {
	mysqli_report( MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT );
	$link = new mysqli( 'localhost', 'root', '', null, 0, $socket );
	$link->query( 'CREATE DATABASE wordpress CHARACTER SET utf8mb4' );
	$link->close();
}

/** WordPress counts on a category being there for posts that have none. */
function bed_default_category(): void {
	global $wpdb;
	$name = __( 'Uncategorized' );
	$wpdb->insert( $wpdb->terms, array( 'term_id' => 1, 'name' => $name, 'slug' => sanitize_title( $name ) ) );
	$wpdb->insert( $wpdb->term_taxonomy, array( 'term_id' => 1, 'taxonomy' => 'category', 'description' => '' ) );
}

function bed_install( array $request ): array {
	global $wp_rewrite, $wp_version;
	require_once ABSPATH . 'wp-admin/includes/upgrade.php';
	load_default_textdomain( 'lv' );
	wp_install( $request['title'], 'redakcija', 'redakcija@example.org', true, '', 'nav-slepena', 'lv' );
	wp_update_user( array( 'ID' => 1, 'display_name' => 'Novada redakcija' ) );
	foreach ( $request['options'] as $name => $value ) {
		update_option( $name, $value );
	}
	$wp_rewrite->init();
	$wp_rewrite->set_permalink_structure( $request['permalinks'] );
	return array( 'version' => $wp_version, 'theme' => get_stylesheet(), 'locale' => get_option( 'WPLANG' ) );
}

/** The posts get the guid of posts an editor made: the address by number, which every draft has first. */
function bed_seed( array $request ): array {
	global $wpdb;
	// Only here and not while installing does WordPress know all its rules (categories, sitemaps).
	flush_rewrite_rules( false );
	$answer = array();
	foreach ( $request['posts'] as $post ) {
		$row = bed_insert( array( 'post' => $post ) );
		$wpdb->update( $wpdb->posts, array( 'guid' => home_url( "?p={$row['id']}" ) ), array( 'ID' => $row['id'] ) );
		$answer[ $post['key'] ] = $row;
	}
	return $answer;
}

function bed_insert( array $request ): array {
	$post        = $request['post'];
	$attachments = $post['gallery'] ? bed_upload_gallery( $post ) : array();
	$id          = wp_insert_post( wp_slash( bed_fields( $post, $attachments ) ), true );
	if ( is_wp_error( $id ) ) {
		bed_fail( "post {$post['key']}: " . $id->get_error_message() );
	}
	foreach ( $attachments as $attachment ) {
		wp_update_post( array( 'ID' => $attachment, 'post_parent' => $id ) );
	}
	if ( $post['sticky'] ) {
		stick_post( $id );
	}
	if ( 'trash' === $post['status'] ) {
		wp_trash_post( $id );
	}
	if ( get_post_status( $id ) !== $post['status'] ) {
		bed_fail(
			"post {$post['key']}: wanted {$post['status']}, became " . get_post_status( $id )
			. ' (a clock before the date of the post makes it a scheduled one)'
		);
	}
	return bed_row( $id );
}

/** The arguments of wp_insert_post for one seed post. */
function bed_fields( array $post, array $attachments ): array {
	$content = $post['content'];
	if ( $attachments ) {
		$images  = implode( ',', array_slice( $attachments, 0, -1 ) );
		$content = str_replace(
			array( '[gallery]', '{pdf}' ),
			array( "[gallery ids=\"$images\"]", wp_get_attachment_url( end( $attachments ) ) ),
			$content
		);
	}
	bed_keep_modified( $post['modified'] );
	return array(
		'post_title'     => $post['title'],
		'post_content'   => $content,
		'post_status'    => 'trash' === $post['status'] ? 'publish' : $post['status'],
		'post_type'      => $post['post_type'],
		'post_date'      => $post['date'],
		'post_password'  => $post['password'],
		'post_category'  => array_map( 'bed_category', $post['categories'] ),
		'tags_input'     => $post['tags'],
		'comment_status' => 'closed',
		'ping_status'    => 'closed',
	);
}

/** A fixed modified time for the next insertion; without one WordPress takes the date of the post. */
function bed_keep_modified( ?string $modified ): void {
	static $filter = null;
	if ( $filter ) {
		remove_filter( 'wp_insert_post_data', $filter );
	}
	$filter = null === $modified ? null : fn( $data ) => array_merge(
		$data,
		array( 'post_modified' => $modified, 'post_modified_gmt' => get_gmt_from_date( $modified ) )
	);
	if ( $filter ) {
		add_filter( 'wp_insert_post_data', $filter );
	}
}

function bed_category( string $name ): int {
	$known = get_term_by( 'name', $name, 'category' );
	return $known ? $known->term_id : wp_insert_term( $name, 'category' )['term_id'];
}

/** Three pictures and, last, one PDF file; returns their attachment ids. */
function bed_upload_gallery( array $post ): array {
	require_once ABSPATH . 'wp-admin/includes/image.php';
	$ids = array();
	foreach ( array( 1, 2, 3 ) as $number ) {
		$ids[] = bed_attach( $post, "attels-$number.jpg", 'image/jpeg', bed_picture( $number ) );
	}
	$ids[] = bed_attach( $post, 'dalibnieki.pdf', 'application/pdf', bed_pdf() );
	return $ids;
}

function bed_attach( array $post, string $name, string $type, string $bytes ): int {
	$file = wp_upload_bits( $name, null, $bytes, substr( $post['date'], 0, 7 ) );
	if ( $file['error'] ) {
		bed_fail( "post {$post['key']}: $name: {$file['error']}" );
	}
	$fields = array(
		'post_title'     => $name,
		'post_mime_type' => $type,
		'post_date'      => $post['date'],
		'guid'           => $file['url'],
	);
	$id     = wp_insert_attachment( wp_slash( $fields ), $file['file'] );
	if ( 'image/jpeg' === $type ) {
		wp_update_attachment_metadata( $id, wp_generate_attachment_metadata( $id, $file['file'] ) );
	}
	return $id;
}

function bed_picture( int $number ): string {
	$image = imagecreatetruecolor( 400, 300 );
	imagefill( $image, 0, 0, imagecolorallocate( $image, 60 * $number, 120, 90 ) );
	ob_start();
	imagejpeg( $image );
	return ob_get_clean();
}

/** The smallest one-page PDF with a right cross-reference table. */
function bed_pdf(): string {
	$objects = array(
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
	);
	$pdf     = "%PDF-1.4\n";
	$table   = "xref\n0 4\n0000000000 65535 f \n";
	foreach ( $objects as $index => $object ) {
		$table .= sprintf( "%010d 00000 n \n", strlen( $pdf ) );
		$pdf   .= ( $index + 1 ) . " 0 obj\n$object\nendobj\n";
	}
	return $pdf . $table . "trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n" . strlen( $pdf ) . "\n%%EOF\n";
}

function bed_edit( array $request ): array {
	$id = wp_update_post( wp_slash( array( 'ID' => $request['id'] ) + $request['fields'] ), true );
	if ( is_wp_error( $id ) ) {
		bed_fail( "post {$request['id']}: " . $id->get_error_message() );
	}
	return bed_row( $id );
}

function bed_delete( array $request ): array {
	if ( ! wp_trash_post( $request['id'] ) ) {
		bed_fail( "post {$request['id']}: could not be moved to the trash" );
	}
	return bed_row( $request['id'] );
}

function bed_row( int $id ): array {
	$post = get_post( $id );
	return array(
		'id'       => $id,
		'link'     => get_permalink( $id ),
		'status'   => $post->post_status,
		'modified' => str_replace( ' ', 'T', $post->post_modified ),
	);
}
