"""The project's own commands: the outermost layer, which wires the core, spiders and exports together."""
