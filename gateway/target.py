"""Which graph the settings name."""

from gateway.settings import Settings
from graph.opening import Target


def target_of(settings: Settings) -> Target:
    """Return the Neo4j of NEO4J_URI, or the embedded graph of the data folder."""
    return Target(
        data=settings.data,
        uri=settings.neo4j_uri,
        user=settings.neo4j_user,
        password=settings.neo4j_password,
        database=settings.neo4j_database,
    )
