RETURN [
  COUNT {
    MATCH (node0:Negotiation)
    WHERE NOT coalesce(node0.status IN $leftOut0, false)
    RETURN 1
  },
  [
    COLLECT {
      MATCH (node2:Negotiation)
      WHERE NOT coalesce(node2.status IN $leftOut1, false)
      WITH toString(node2.status) AS value, count(*) AS count WHERE value IS NOT NULL
      WITH {value: value, count: count} AS edge1
      WITH edge1
      ORDER BY edge1.count DESC, edge1.value
      LIMIT $first2
      RETURN [edge1.value, edge1.count]
    },
    COLLECT {
      MATCH (node4:Negotiation)
      WHERE NOT coalesce(node4.status IN $leftOut3, false)
      WITH substring(CASE WHEN node4.startedOnFirst = '0001-01-01' THEN node4.startedOnLast ELSE node4.startedOnFirst END, 0, 4) AS value, count(*) AS count
      WHERE value IS NOT NULL
      WITH {value: value, count: count} AS edge3
      WITH edge3
      ORDER BY edge3.value DESC
      LIMIT $first4
      RETURN [edge3.value, edge3.count]
    },
    COLLECT {
      MATCH (node6:Negotiation)
      WHERE NOT coalesce(node6.status IN $leftOut5, false)
      MATCH (node6)-[:CONCERNS]->(:Topic)-[:BROADER*0..8]->(other:Topic)
      WITH DISTINCT node6, other
      WITH other, count(*) AS count
      WITH {node: other, count: count, id: other.id} AS edge5
      WITH edge5
      ORDER BY edge5.count DESC, edge5.id
      LIMIT $first6
      RETURN [
        COLLECT {
          UNWIND [edge5.node] AS node7
          RETURN [node7.id, node7.label] LIMIT 1
        },
        edge5.count
      ]
    },
    COLLECT {
      MATCH (node9:Negotiation)
      WHERE NOT coalesce(node9.status IN $leftOut7, false)
      MATCH (node9)<-[:PARTICIPATED_IN {role: 'PARTY'}]-(other:Country)
      WITH DISTINCT node9, other
      WITH other, count(*) AS count
      WITH {node: other, count: count, id: other.id} AS edge8
      WITH edge8
      ORDER BY edge8.count DESC, edge8.id
      LIMIT $first8
      RETURN [
        COLLECT {
          UNWIND [edge8.node] AS node10
          RETURN [node10.id, node10.name] LIMIT 1
        },
        edge8.count
      ]
    },
    COLLECT {
      MATCH (node12:Negotiation)
      WHERE NOT coalesce(node12.status IN $leftOut9, false)
      WITH COLLECT { MATCH (node12)<-[:PARTICIPATED_IN {role: 'PARTY'}]-(side:Country) RETURN DISTINCT side } AS sides
      UNWIND sides AS a
      UNWIND sides AS b
      WITH a, b WHERE a.id < b.id
      WITH a, b, count(*) AS count
      WITH {a: a, b: b, count: count, id: a.id + '|' + b.id} AS edge11
      WITH edge11
      ORDER BY edge11.count DESC, edge11.id
      LIMIT $first10
      RETURN [
        COLLECT {
          UNWIND [edge11.a] AS node13
          RETURN [node13.id, node13.name] LIMIT 1
        },
        COLLECT {
          UNWIND [edge11.b] AS node14
          RETURN [node14.id, node14.name] LIMIT 1
        },
        edge11.count
      ]
    }
  ]
] AS answer
