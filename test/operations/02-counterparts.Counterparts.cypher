RETURN COLLECT {
  MATCH (node0:Node {id: $id0}) WHERE node0:Node
  WITH node0, [
    labels(node0),
    node0.id,
    node0.name,
    [
      COLLECT {
        WITH node0 WHERE node0:Actor
        CALL (node0) {
          MATCH (node0)-[:PARTICIPATED_IN {role: 'PARTY'}]->(shared:Negotiation)<-[:PARTICIPATED_IN {role: 'PARTY'}]-(other:Country)
          WHERE shared.status <> 'CONSIDERED'
          RETURN other, shared, 'talks' AS kind, CASE WHEN shared.endedOnLast IS NULL THEN shared.startedOnFirst ELSE coalesce(shared.startedOnFirst, '0001-01-01') END AS first, CASE WHEN shared.startedOnFirst IS NULL THEN shared.endedOnLast ELSE coalesce(shared.endedOnLast, '9999-12-31') END AS last
          UNION ALL
          MATCH (node0)-[:PARTY_TO]->(shared:Agreement)<-[:PARTY_TO]-(other:Country)
          RETURN other, shared, 'agreement' AS kind, CASE WHEN shared.endedOnLast IS NULL THEN coalesce(shared.signedOnFirst, shared.inForceOnFirst) ELSE coalesce(coalesce(shared.signedOnFirst, shared.inForceOnFirst), '0001-01-01') END AS first, CASE WHEN coalesce(shared.signedOnFirst, shared.inForceOnFirst) IS NULL THEN shared.endedOnLast ELSE coalesce(shared.endedOnLast, '9999-12-31') END AS last
          UNION ALL
          MATCH (node0)<-[:COUNTS_FROM]-(shared:Statement)-[:COUNTS_TO]->(other:Country)
          RETURN other, shared, 'said' AS kind, shared.madeOnFirst AS first, shared.madeOnLast AS last
          UNION ALL
          MATCH (node0)<-[:COUNTS_TO]-(shared:Statement)-[:COUNTS_FROM]->(other:Country)
          RETURN other, shared, 'heard' AS kind, shared.madeOnFirst AS first, shared.madeOnLast AS last
        }
        WITH node0, other, shared, kind, first, last
        WHERE other <> node0
          AND EXISTS { MATCH (shared)-[:CONCERNS|ABOUT]->(:Topic)-[:BROADER*0..8]->(topic:Topic) WHERE topic.id IN $filter1.topics.any }
          AND last >= $filter1.during.from.first
          AND NOT EXISTS { MATCH (shared)<-[part:PART_OF]-(event:Event) WHERE part.status IN ['CONCLUDED', 'COLLAPSED', 'EXPIRED', 'TERMINATED', 'SUPERSEDED', 'SCRAPPED'] AND event.onLast < $filter1.during.from.first }
        WITH node0, other, collect(DISTINCT CASE kind WHEN 'talks' THEN shared END) AS talks,
          collect(DISTINCT CASE kind WHEN 'agreement' THEN shared END) AS agreements,
          count(DISTINCT CASE WHEN kind IN ['said', 'heard'] THEN shared END) AS statements,
          count(CASE WHEN kind <> 'heard' THEN 1 END) AS dealt
        WHERE dealt > 0 AND NOT EXISTS { (other)-[:BELONGS_TO]-(node0) }
          AND NOT EXISTS { (other)-[:BELONGS_TO]->(:Country)<-[:BELONGS_TO]-(node0) }
        WITH other AS node1, {
          negotiations: talks, agreements: agreements,
          negotiationCount: size(talks), agreementCount: size(agreements), statementCount: statements,
          rank: right('000000000' + toString(999999999 - size(talks) - size(agreements)), 9) + '|'
            + right('000000000' + toString(999999999 - statements), 9) + '|' + other.id
        } AS edge1
        WITH node1, edge1
        ORDER BY edge1.rank
        LIMIT $limit2
        RETURN [
          edge1.negotiationCount,
          edge1.agreementCount,
          edge1.statementCount,
          COLLECT {
            UNWIND edge1.negotiations AS node2
            WITH node2
            ORDER BY node2.startedOnAsc
            LIMIT $limit3
            RETURN [[node2.id, node2.title, node2.status]]
          },
          COLLECT {
            UNWIND edge1.agreements AS node3
            WITH node3
            ORDER BY node3.signedOnAsc
            LIMIT $limit4
            RETURN [[node3.id, node3.title, node3.status]]
          },
          [labels(node1), node1.id, node1.name]
        ]
      },
      COUNT {
        WITH node0 WHERE node0:Actor
        CALL (node0) {
          MATCH (node0)-[:PARTICIPATED_IN {role: 'PARTY'}]->(shared:Negotiation)<-[:PARTICIPATED_IN {role: 'PARTY'}]-(other:Country)
          WHERE shared.status <> 'CONSIDERED'
          RETURN other, shared, 'talks' AS kind, CASE WHEN shared.endedOnLast IS NULL THEN shared.startedOnFirst ELSE coalesce(shared.startedOnFirst, '0001-01-01') END AS first, CASE WHEN shared.startedOnFirst IS NULL THEN shared.endedOnLast ELSE coalesce(shared.endedOnLast, '9999-12-31') END AS last
          UNION ALL
          MATCH (node0)-[:PARTY_TO]->(shared:Agreement)<-[:PARTY_TO]-(other:Country)
          RETURN other, shared, 'agreement' AS kind, CASE WHEN shared.endedOnLast IS NULL THEN coalesce(shared.signedOnFirst, shared.inForceOnFirst) ELSE coalesce(coalesce(shared.signedOnFirst, shared.inForceOnFirst), '0001-01-01') END AS first, CASE WHEN coalesce(shared.signedOnFirst, shared.inForceOnFirst) IS NULL THEN shared.endedOnLast ELSE coalesce(shared.endedOnLast, '9999-12-31') END AS last
          UNION ALL
          MATCH (node0)<-[:COUNTS_FROM]-(shared:Statement)-[:COUNTS_TO]->(other:Country)
          RETURN other, shared, 'said' AS kind, shared.madeOnFirst AS first, shared.madeOnLast AS last
          UNION ALL
          MATCH (node0)<-[:COUNTS_TO]-(shared:Statement)-[:COUNTS_FROM]->(other:Country)
          RETURN other, shared, 'heard' AS kind, shared.madeOnFirst AS first, shared.madeOnLast AS last
        }
        WITH node0, other, shared, kind, first, last
        WHERE other <> node0
          AND EXISTS { MATCH (shared)-[:CONCERNS|ABOUT]->(:Topic)-[:BROADER*0..8]->(topic:Topic) WHERE topic.id IN $filter5.topics.any }
          AND last >= $filter5.during.from.first
          AND NOT EXISTS { MATCH (shared)<-[part:PART_OF]-(event:Event) WHERE part.status IN ['CONCLUDED', 'COLLAPSED', 'EXPIRED', 'TERMINATED', 'SUPERSEDED', 'SCRAPPED'] AND event.onLast < $filter5.during.from.first }
        WITH node0, other, collect(DISTINCT CASE kind WHEN 'talks' THEN shared END) AS talks,
          collect(DISTINCT CASE kind WHEN 'agreement' THEN shared END) AS agreements,
          count(DISTINCT CASE WHEN kind IN ['said', 'heard'] THEN shared END) AS statements,
          count(CASE WHEN kind <> 'heard' THEN 1 END) AS dealt
        WHERE dealt > 0 AND NOT EXISTS { (other)-[:BELONGS_TO]-(node0) }
          AND NOT EXISTS { (other)-[:BELONGS_TO]->(:Country)<-[:BELONGS_TO]-(node0) }
        WITH other AS node4, {
          negotiations: talks, agreements: agreements,
          negotiationCount: size(talks), agreementCount: size(agreements), statementCount: statements,
          rank: right('000000000' + toString(999999999 - size(talks) - size(agreements)), 9) + '|'
            + right('000000000' + toString(999999999 - statements), 9) + '|' + other.id
        } AS edge4
        RETURN 1
      }
    ]
  ] AS row
  RETURN row LIMIT 1
} AS answer, COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given6
  RETURN [merged.id, survivor.id]
} AS merged
