-- The ten entities of each type and kind that most documents name this week.
SELECT document_type, entity_group, place, entity, documents, mentions
FROM runnel.top_entities(date_trunc('week', current_date)::date, 10)
ORDER BY document_type, entity_group, place;
