"""Asks a Parley server what a negotiation is about, and what an official said, in a query built from the server's own schema.

Usage: ask.py <address of the API> <id of a negotiation> <id of an official>. Prints the answer as JSON.
"""

import json
import sys

from gql import Client
from gql.dsl import DSLInlineFragment, DSLMetaField, DSLQuery, DSLSchema, DSLVariableDefinitions, dsl_gql
from gql.transport.requests import RequestsHTTPTransport


def main(address: str, negotiation: str, official: str) -> None:
    client = Client(transport=RequestsHTTPTransport(url=address), fetch_schema_from_transport=True)
    with client as session:
        # The types and fields below are looked up in what introspection answered: one that is not there is an error here.
        schema = DSLSchema(client.schema)
        given = DSLVariableDefinitions()
        talks = schema.Query.negotiation(id=given.negotiation).select(
            schema.Negotiation.title,
            schema.Negotiation.startedOn,
            schema.Negotiation.topics.select(schema.Topic.label),
        )
        speaker = schema.Query.node(id=given.official).select(
            DSLInlineFragment()
            .on(schema.Official)
            .select(
                schema.Official.name,
                schema.Official.statements(
                    first=1,
                    filter={"madeOn": {"to": "2025-12"}, "kind": {"any": ["QUOTE", "MIXED"]}},
                    orderBy={"field": "MADE_ON", "direction": "ASC"},
                ).select(
                    schema.StatementConnection.totalCount,
                    schema.StatementConnection.edges.select(
                        schema.StatementEdge.node.select(
                            schema.Statement.text,
                            schema.Statement.madeOn,
                            schema.Statement.kind,
                            schema.Statement.speaker.select(DSLMetaField("__typename"), schema.Actor.name),
                            schema.Statement.evidence(first=1).select(schema.Passage.text),
                        )
                    ),
                ),
            )
        )
        operation = DSLQuery(talks, speaker)
        operation.variable_definitions = given
        query = dsl_gql(Talks=operation)
        query.variable_values = {"negotiation": negotiation, "official": official}
        print(json.dumps(session.execute(query)))


main(*sys.argv[1:])
