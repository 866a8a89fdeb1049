"""Ways of finding events, declared by platforms and spiders as `events`."""
