-- items as the file gives them
CREATE TEMP TABLE gated AS SELECT * FROM items;
