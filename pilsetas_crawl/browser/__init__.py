"""Pages read through a real browser, for listings that only a script fills. Nothing here is loaded before."""
