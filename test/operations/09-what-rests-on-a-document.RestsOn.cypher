RETURN COLLECT {
  MATCH (node0:Node {id: $id0}) WHERE node0:Document
  RETURN [
    node0.id,
    node0.title,
    node0.publisher,
    node0.url,
    node0.publishedOn,
    node0.kind,
    node0.status,
    node0.sha256,
    COLLECT {
      MATCH (node0)-[:IN]->(node1:Dataset)
      RETURN [node1.id, node1.title, node1.license] LIMIT 1
    },
    [
      COLLECT {
        MATCH (node0)-[:HAS_PASSAGE]->(node2:Passage)
        WITH node2
        ORDER BY right('000000000' + toString(coalesce(node2.start, 0)), 9) + '|' + node2.id
        LIMIT $limit1
        RETURN [
          right('000000000' + toString(coalesce(node2.start, 0)), 9) + '|' + node2.id,
          [
            node2.id,
            node2.start,
            node2.end,
            node2.text,
            node2.prefix,
            node2.suffix,
            COLLECT {
              MATCH (node2)<-[:EVIDENCED_BY]-(node3:Fact) WHERE node3.standing
              WITH node3
              ORDER BY node3.id
              LIMIT $first2
              RETURN [labels(node3), node3.id]
            }
          ]
        ]
      },
      COUNT { (node0)-[:HAS_PASSAGE]->() }
    ],
    [
      COLLECT {
        MATCH (node0)-[:HAS_PASSAGE]->(:Passage)<-[:EVIDENCED_BY]-(fact:Fact)
        WHERE fact.standing AND (coalesce($onlySource3, false) = false OR (fact.corroboration <> 'CORROBORATED'
          AND NOT EXISTS { MATCH (fact)-[:EVIDENCED_BY]->(:Passage)<-[:HAS_PASSAGE]-(other:Document) WHERE other <> node0 }))
        WITH DISTINCT fact AS node5
        WITH node5
        ORDER BY node5.id
        LIMIT $limit4
        RETURN [
          node5.id,
          [
            labels(node5),
            node5.id,
            node5.certainty,
            node5.predicate,
            node5.value,
            COLLECT {
              WITH node5 WHERE node5:Claim
              MATCH (node5)-[:SUBJECT]->(node6:Node)
              RETURN [labels(node6), node6.id] LIMIT 1
            },
            COLLECT {
              WITH node5 WHERE node5:Claim
              MATCH (node5)-[:OBJECT]->(node7:Node)
              RETURN [labels(node7), node7.id] LIMIT 1
            }
          ]
        ]
      },
      COUNT {
        MATCH (node0)-[:HAS_PASSAGE]->(:Passage)<-[:EVIDENCED_BY]-(fact:Fact)
        WHERE fact.standing AND (coalesce($onlySource5, false) = false OR (fact.corroboration <> 'CORROBORATED'
          AND NOT EXISTS { MATCH (fact)-[:EVIDENCED_BY]->(:Passage)<-[:HAS_PASSAGE]-(other:Document) WHERE other <> node0 }))
        WITH DISTINCT fact AS node8
        RETURN 1
      }
    ]
  ] LIMIT 1
} AS answer, COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given6
  RETURN [merged.id, survivor.id]
} AS merged
