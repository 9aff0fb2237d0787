WITH COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given5
  RETURN [merged.id, survivor.id]
} AS merged, COLLECT {
  MATCH (start:Node {id: $from0}), (finish:Node {id: $to1})
  WHERE start <> finish
  MATCH path = SHORTEST 50 (start)
    ((here)-[step:PARTICIPATED_IN|PARTY_TO|MADE|ADDRESSED_TO|ABOUT|INITIATED|TARGETED|HELD_OFFICE|BELONGS_TO|MEMBER_OF]-(there)
      WHERE ($filter2.relations IS NULL OR type(step) IN $filter2.relations)
        AND (there.id IN [$from0, $to1] OR (
        COUNT { (there)--() } <= 1000 AND NOT there:Topic AND coalesce(there.status <> 'CONSIDERED', true)
        AND (there:Actor OR $filter2.topics IS NULL OR (
          ($filter2.topics.any IS NULL OR EXISTS { MATCH (there)-[:CONCERNS|ABOUT]->(:Topic)-[:BROADER*0..8]->(topic:Topic) WHERE topic.id IN $filter2.topics.any })
          AND ($filter2.topics.all IS NULL OR all(wanted IN $filter2.topics.all WHERE EXISTS { MATCH (there)-[:CONCERNS|ABOUT]->(:Topic)-[:BROADER*0..8]->(topic:Topic) WHERE topic.id = wanted }))
          AND ($filter2.topics.none IS NULL OR NOT EXISTS { MATCH (there)-[:CONCERNS|ABOUT]->(:Topic)-[:BROADER*0..8]->(topic:Topic) WHERE topic.id IN $filter2.topics.none })))
        AND (there:Actor OR ($filter2.during.from IS NULL AND $filter2.during.to IS NULL) OR CASE $filter2.during.match
          WHEN 'CERTAIN' THEN coalesce(coalesce(there.startedOnFirst, there.signedOnFirst, there.madeOnFirst, there.onFirst) >= $filter2.during.from.first, $filter2.during.from IS NULL) AND coalesce(coalesce(coalesce(there.endedOnLast, there.madeOnLast, there.onLast), '9999-12-31') <= $filter2.during.to.last, $filter2.during.to IS NULL)
          ELSE coalesce(coalesce(there.startedOnFirst, there.signedOnFirst, there.madeOnFirst, there.onFirst), coalesce(there.endedOnLast, there.madeOnLast, there.onLast)) IS NOT NULL AND coalesce(coalesce(there.startedOnFirst, there.signedOnFirst, there.madeOnFirst, there.onFirst) <= $filter2.during.to.last, true) AND coalesce(coalesce(there.endedOnLast, there.madeOnLast, there.onLast) >= $filter2.during.from.first, true)
        END)))){1,4}
    (finish)
  WITH length(path) AS length, nodes(path) AS along, relationships(path) AS steps
  WITH {
    length: length,
    steps: [at IN range(0, length - 1) | {position: at, relationship: steps[at], from: along[at], to: along[at + 1]}],
    key: reduce(text = right('0' + toString(length), 2), each IN along | text + '|' + each.id) + reduce(text = '', each IN steps | text + '|' + type(each) + coalesce(each.key, ''))
  } AS edge0
  WITH edge0
  ORDER BY edge0.key
  LIMIT $first3
  RETURN [
    edge0.length,
    COLLECT {
      UNWIND edge0.steps AS edge1
      WITH edge1
      ORDER BY edge1.position
      RETURN [
        type(edge1.relationship),
        startNode(edge1.relationship) = edge1.from,
        COLLECT {
          UNWIND (edge1.relationship).evidence[..$first4] AS passageId MATCH (node2:Node {id: passageId})
          RETURN [
            node2.text,
            COLLECT {
              MATCH (node2)<-[:HAS_PASSAGE]-(node3:Document)
              RETURN [node3.title] LIMIT 1
            }
          ]
        },
        COLLECT {
          UNWIND [edge1.from] AS node4
          RETURN [labels(node4), node4.id] LIMIT 1
        },
        COLLECT {
          UNWIND [edge1.to] AS node5
          RETURN [labels(node5), node5.id] LIMIT 1
        }
      ]
    }
  ]
} AS rows
UNWIND [[[size(rows)], [], merged]] + rows AS answer
RETURN answer
