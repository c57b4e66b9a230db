// Nothing: what starting Node with a file costs.
