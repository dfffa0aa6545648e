-- Callers read the views, and call what reads them; the tables are the owner's. (Grants on functions
-- and on the schema stand in the last part.)

REVOKE ALL ON
route.state, route.relations, route.columns, route.embeddings, route.foreign_keys, route.view_columns, route.sampled_values,
route.spellings, route.secret, route.similar_spellings, route.exclusions, route.terms, route.pairs, route.pair_reads, route.live_relations,
route.caller, route.visible_relations, route.visible_columns, route.visible_vectors, route.near_columns,
route.visible_keys, route.named_columns,
route.visible_domains, route.visible_sources,
route.visible_terms, route.visible_pairs
FROM public;

GRANT SELECT ON
route.state, route.live_relations,
route.caller, route.visible_relations, route.visible_columns, route.visible_vectors, route.near_columns,
route.visible_keys, route.named_columns,
route.visible_domains, route.visible_sources,
route.visible_terms, route.visible_pairs
TO public;
