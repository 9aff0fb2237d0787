RETURN COLLECT {
  MATCH (node0:Node {id: $id0}) WHERE node0:Node
  RETURN [
    labels(node0),
    node0.id,
    node0.certainty,
    node0.corroboration,
    COLLECT {
      WITH node0 WHERE node0:Fact
      MATCH (node0)-[:FROM]->(:Load)-[:OF]->(node1:Dataset) WITH DISTINCT node1
      WITH node1
      ORDER BY node1.id
      LIMIT $first1
      RETURN [node1.id, node1.title, node1.license, node1.citation]
    },
    {id: node0.id, sources: COLLECT {
      MATCH (node0)-[:EVIDENCED_BY]->(:Passage)<-[:HAS_PASSAGE]-(document:Document)
      WITH DISTINCT document
      MATCH (document)-[:IN]->(dataset:Dataset)
      WITH document, dataset ORDER BY document.id LIMIT 20
      RETURN {
        id: document.id, title: document.title, publisher: document.publisher, url: document.url,
        publishedOn: document.publishedOn, language: document.language, kind: document.kind,
        dataset: dataset.title, license: dataset.license,
        passages: COLLECT { MATCH (node0)-[:EVIDENCED_BY]->(passage:Passage)<-[:HAS_PASSAGE]-(document) RETURN passage.text ORDER BY passage.id LIMIT 10 }
      }
    }},
    {id: node0.id, sources: COLLECT {
      MATCH (node0)-[:EVIDENCED_BY]->(:Passage)<-[:HAS_PASSAGE]-(document:Document)
      WITH DISTINCT document
      MATCH (document)-[:IN]->(dataset:Dataset)
      WITH document, dataset ORDER BY document.id LIMIT 20
      RETURN {
        id: document.id, title: document.title, publisher: document.publisher, url: document.url,
        publishedOn: document.publishedOn, language: document.language, kind: document.kind,
        dataset: dataset.title, license: dataset.license,
        passages: COLLECT { MATCH (node0)-[:EVIDENCED_BY]->(passage:Passage)<-[:HAS_PASSAGE]-(document) RETURN passage.text ORDER BY passage.id LIMIT 10 }
      }
    }},
    COLLECT {
      WITH node0 WHERE node0:Fact
      MATCH (node0)-[:EVIDENCED_BY]->(node2:Passage)
      WITH node2
      ORDER BY node2.id
      LIMIT $first2
      RETURN [
        node2.id,
        node2.text,
        COLLECT {
          MATCH (node2)<-[:HAS_PASSAGE]-(node3:Document)
          RETURN [node3.title, node3.publisher, node3.url, node3.publishedOn, node3.sha256] LIMIT 1
        }
      ]
    }
  ] LIMIT 1
} AS answer, COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given3
  RETURN [merged.id, survivor.id]
} AS merged
