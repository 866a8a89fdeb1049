"""What a test site is made of: the programs, the folder with its configuration, the plan for the keeper."""

import getpass
import grp
import json
import os
import shutil
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from pilsetas_crawl.errors import PilsetasError

WORDPRESS = Path("/usr/share/wordpress")  # where the Debian package puts it
TEMPLATES = Path(__file__).parent
MARKER = "bed-marker"
# Debian keeps servers here; an ordinary user's search path may lack it.
SEARCH_PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])
LONGEST_SOCKET_NAME = 107  # bytes in sun_path, unix(7)


class WordPressUnavailable(PilsetasError):  # noqa: N818 named for what the caller does about it: skip
    """Something the bed needs is not installed; the message names it and how to get it."""


@dataclass(frozen=True)
class Programs:
    """Absolute paths of the programs the bed runs."""

    nginx: str
    php: str
    php_fpm: str
    mariadbd: str
    mariadb_install_db: str
    mariadb: str
    mariadb_dump: str


def find_programs() -> Programs:
    """All programs, or WordPressUnavailable naming everything that is missing."""
    php = shutil.which("php", path=SEARCH_PATH)
    version, missing = _look_into_php(php) if php else ("", ["php"])
    names = {
        "nginx": "nginx",
        "php_fpm": f"php-fpm{version}",
        "mariadbd": "mariadbd",
        "mariadb_install_db": "mariadb-install-db",
        "mariadb": "mariadb",
        "mariadb_dump": "mariadb-dump",
    }
    found = {field: shutil.which(name, path=SEARCH_PATH) for field, name in names.items()}
    missing += [names[field] for field, path in found.items() if path is None]
    themes = WORDPRESS / "wp-content" / "themes"
    wanted = (
        WORDPRESS / "wp-load.php",
        themes / "twentytwentythree",
        WORDPRESS / "wp-content/languages/lv.mo",
    )
    missing += [str(path) for path in wanted if not path.exists()]
    if php is None or missing:
        raise WordPressUnavailable(f"missing: {', '.join(missing)}; run .ci/install-wordpress as root")
    return Programs(php=php, **{field: path for field, path in found.items() if path is not None})


def _look_into_php(php: str) -> tuple[str, list[str]]:
    """Version of PHP as the server's name has it ("8.2"), and the packages of missing extensions."""
    packages = {"mysqli": "php-mysql", "gd": "php-gd", "mbstring": "php-mbstring", "SimpleXML": "php-xml"}
    code = (
        'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;'
        'foreach (array_slice($argv, 1) as $name) if (!extension_loaded($name)) echo " $name";'
    )
    answer = subprocess.run([php, "-r", code, "--", *packages], capture_output=True, text=True, check=True)
    version, *missing = answer.stdout.split()
    return version, [packages[name] for name in missing]


def reserve_port() -> socket.socket:
    """A bound, not listening socket: holds a free loopback port until the web server has taken it over."""
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.bind(("127.0.0.1", 0))
    return holder


def build(folder: Path, port: int, programs: Programs) -> None:
    """Fill an empty folder: site, configuration of the three servers, plan for the keeper."""
    if len(bytes(folder / "fpm.sock")) > LONGEST_SOCKET_NAME:
        raise WordPressUnavailable(f"{folder}: too long for a socket name; set TMPDIR to a shorter path")
    for name in ("logs", "temp", "db-tmp", "closed"):
        (folder / name).mkdir()
    _build_site(folder / "site")
    values = {
        "DIR": str(folder),
        "PORT": str(port),
        "URL": f"http://127.0.0.1:{port}",
        "MARKER": MARKER,
        "USER": getpass.getuser(),
        "GROUP": grp.getgrgid(os.getgid()).gr_name,
    }
    for source, target in (
        ("nginx.conf.in", "nginx.conf"),
        ("php-fpm.conf.in", "php-fpm.conf"),
        ("wp-config.php.in", "site/wp-config.php"),
    ):
        (folder / target).write_text(_filled(TEMPLATES / source, values), encoding="utf-8")
    (folder / "plan.json").write_text(json.dumps(_plan(folder, programs)), encoding="utf-8")


def _build_site(site: Path) -> None:
    """The packaged WordPress under another root.

    The scripts of the top folder are copied, because WordPress takes its root from where wp-load.php really
    lies; the rest is linked.
    """
    (site / "wp-content" / "uploads").mkdir(parents=True)
    for script in WORDPRESS.glob("*.php"):
        if script.name != "wp-config.php":
            shutil.copy(script, site)
    for name in ("wp-admin", "wp-includes", "wp-content/themes", "wp-content/languages"):
        (site / name).symlink_to(WORDPRESS / name)


def _filled(template: Path, values: dict[str, str]) -> str:
    text = template.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def _plan(folder: Path, programs: Programs) -> dict[str, object]:
    is_root = os.getuid() == 0
    # A folder of its own for temporary tables: databases that start side by side delete each other's in /tmp.
    data = [
        f"--datadir={folder / 'db'}",
        f"--tmpdir={folder / 'db-tmp'}",
        *(["--user=root"] if is_root else []),
    ]
    return {
        "prepare": [
            [
                programs.mariadb_install_db,
                "--no-defaults",
                *data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--skip-name-resolve",
                "--innodb-log-file-size=16M",
            ]
        ],
        "servers": {
            "mariadbd": [programs.mariadbd, "--no-defaults", *data, *_database_options(folder)],
            "php-fpm": [
                programs.php_fpm,
                "--nodaemonize",
                f"--fpm-config={folder / 'php-fpm.conf'}",
                *(["--allow-to-run-as-root"] if is_root else []),
            ],
            "nginx": [
                programs.nginx,
                *("-p", str(folder)),
                *("-c", str(folder / "nginx.conf")),
                *("-e", str(folder / "logs" / "nginx-error.log")),
            ],
        },
    }


def _database_options(folder: Path) -> list[str]:
    """Reached by its socket only, without accounts; nothing has to survive a crash, so nothing is synced."""
    return [
        f"--socket={folder / 'db.sock'}",
        f"--pid-file={folder / 'db.pid'}",
        "--skip-networking",
        "--skip-grant-tables",
        "--skip-log-bin",
        "--character-set-server=utf8mb4",
        "--innodb-log-file-size=16M",
        "--innodb-buffer-pool-size=64M",
        "--innodb-flush-log-at-trx-commit=0",
        "--innodb-flush-method=nosync",
        "--innodb-doublewrite=0",
        "--performance-schema=off",
    ]
