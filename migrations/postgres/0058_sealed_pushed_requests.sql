-- From here on they are sealed; those under way are pushed again.
DELETE FROM pushed_requests;
