"""Measuring route_pg: benchmarks loaded into PostgreSQL, answers compared, figures reported."""
