WITH [
  COUNT {
    MATCH (claim:Claim {corroboration: 'DISPUTED', standing: true})-[:SUBJECT]->(subject:Node)
    WHERE $about4 IS NULL OR subject.id = $about4
    WITH DISTINCT subject, claim.predicate AS predicate
    WITH {subject: subject, subjectId: subject.id, predicate: predicate, key: subject.id + '|' + predicate} AS node6
    RETURN 1
  }
] AS counts, COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given5
  RETURN [merged.id, survivor.id]
} AS merged, COLLECT {
  MATCH (claim:Claim {corroboration: 'DISPUTED', standing: true})-[:SUBJECT]->(subject:Node)
  WHERE $about0 IS NULL OR subject.id = $about0
  WITH DISTINCT subject, claim.predicate AS predicate
  WITH {subject: subject, subjectId: subject.id, predicate: predicate, key: subject.id + '|' + predicate} AS node0
  WITH node0
  ORDER BY node0.key
  LIMIT $limit1
  RETURN [
    node0.key,
    [
      COLLECT {
        UNWIND [node0.subject] AS node1
        RETURN [labels(node1), node1.id] LIMIT 1
      },
      node0.predicate,
      COLLECT {
        MATCH (subject:Node {id: node0.subjectId})<-[:SUBJECT]-(node2:Claim {predicate: node0.predicate, corroboration: 'DISPUTED', standing: true})
        WITH node2
        ORDER BY node2.id
        LIMIT $first2
        RETURN [
          node2.id,
          node2.value,
          COLLECT {
            MATCH (node2)-[:OBJECT]->(node3:Node)
            RETURN [labels(node3), node3.id] LIMIT 1
          },
          node2.certainty,
          node2.polarity,
          COLLECT {
            MATCH (node2)-[:EVIDENCED_BY]->(node4:Passage)
            WITH node4
            ORDER BY node4.id
            LIMIT $first3
            RETURN [
              node4.text,
              COLLECT {
                MATCH (node4)<-[:HAS_PASSAGE]-(node5:Document)
                RETURN [node5.title, node5.publisher, node5.publishedOn] LIMIT 1
              }
            ]
          }
        ]
      }
    ]
  ]
} AS rows
UNWIND [[[size(rows)], counts, merged]] + rows AS answer
RETURN answer
