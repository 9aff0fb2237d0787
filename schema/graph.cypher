// Emitted by `npm run emit` from src/model. Do not edit.

// an identifier of another scheme names one thing
CREATE CONSTRAINT unique_ExternalId_scheme_value IF NOT EXISTS FOR (node:ExternalId) REQUIRE (node.scheme, node.value) IS UNIQUE;
// one loader at a time has a dataset
CREATE CONSTRAINT unique_Lease_key IF NOT EXISTS FOR (node:Lease) REQUIRE (node.key) IS UNIQUE;
// a bearer has a name once
CREATE CONSTRAINT unique_Name_key IF NOT EXISTS FOR (node:Name) REQUIRE (node.key) IS UNIQUE;
// an id names one thing in the whole graph
CREATE CONSTRAINT unique_Node_id IF NOT EXISTS FOR (node:Node) REQUIRE (node.id) IS UNIQUE;
// a merged id leads to one survivor
CREATE CONSTRAINT unique_Redirect_id IF NOT EXISTS FOR (node:Redirect) REQUIRE (node.id) IS UNIQUE;
// what is gone has one tombstone
CREATE CONSTRAINT unique_Removed_removedId IF NOT EXISTS FOR (node:Removed) REQUIRE (node.removedId) IS UNIQUE;
// a document is taken back once
CREATE CONSTRAINT unique_Retraction_document IF NOT EXISTS FOR (node:Retraction) REQUIRE (node.document) IS UNIQUE;
// there is one count of committed loads
CREATE CONSTRAINT unique_Revision_key IF NOT EXISTS FOR (node:Revision) REQUIRE (node.key) IS UNIQUE;
// there is one version of the graph’s layout
CREATE CONSTRAINT unique_Schema_key IF NOT EXISTS FOR (node:Schema) REQUIRE (node.key) IS UNIQUE;
// what a dataset said of a node is kept once while its document is taken back
CREATE CONSTRAINT unique_Taken_key IF NOT EXISTS FOR (node:Taken) REQUIRE (node.key) IS UNIQUE;
// things are found by the words of their names, titles and texts, with or without their marks
CREATE FULLTEXT INDEX search IF NOT EXISTS FOR (node:Name|Term|Negotiation|Event|Statement|Passage|Document|Agreement) ON EACH [node.value, node.text, node.title, node.summary] OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}};
// lists of Actor are ordered by id; lists of Actor are filtered by id
CREATE INDEX of_Actor_id IF NOT EXISTS FOR (node:Actor) ON (node.id);
// lists of Actor are filtered by name
CREATE INDEX of_Actor_name IF NOT EXISTS FOR (node:Actor) ON (node.name);
// lists of Actor are ordered by name
CREATE INDEX of_Actor_nameAsc IF NOT EXISTS FOR (node:Actor) ON (node.nameAsc);
// Agreement is looked up by certainty
CREATE INDEX of_Agreement_certainty IF NOT EXISTS FOR (node:Agreement) ON (node.certainty);
// Agreement is looked up by corroboration
CREATE INDEX of_Agreement_corroboration IF NOT EXISTS FOR (node:Agreement) ON (node.corroboration);
// lists of Agreement are ordered by endedOn
CREATE INDEX of_Agreement_endedOnAsc IF NOT EXISTS FOR (node:Agreement) ON (node.endedOnAsc);
// lists of Agreement are ordered by endedOn
CREATE INDEX of_Agreement_endedOnDesc IF NOT EXISTS FOR (node:Agreement) ON (node.endedOnDesc);
// lists of Agreement are filtered by endedOn
CREATE INDEX of_Agreement_endedOnFirst IF NOT EXISTS FOR (node:Agreement) ON (node.endedOnFirst);
// lists of Agreement are filtered by endedOn
CREATE INDEX of_Agreement_endedOnLast IF NOT EXISTS FOR (node:Agreement) ON (node.endedOnLast);
// lists of Agreement are ordered by id; lists of Agreement are filtered by id
CREATE INDEX of_Agreement_id IF NOT EXISTS FOR (node:Agreement) ON (node.id);
// lists of Agreement are ordered by inForceOn
CREATE INDEX of_Agreement_inForceOnAsc IF NOT EXISTS FOR (node:Agreement) ON (node.inForceOnAsc);
// lists of Agreement are ordered by inForceOn
CREATE INDEX of_Agreement_inForceOnDesc IF NOT EXISTS FOR (node:Agreement) ON (node.inForceOnDesc);
// lists of Agreement are filtered by inForceOn
CREATE INDEX of_Agreement_inForceOnFirst IF NOT EXISTS FOR (node:Agreement) ON (node.inForceOnFirst);
// lists of Agreement are filtered by inForceOn
CREATE INDEX of_Agreement_inForceOnLast IF NOT EXISTS FOR (node:Agreement) ON (node.inForceOnLast);
// Agreement is looked up by kind; lists of Agreement are filtered by kind
CREATE INDEX of_Agreement_kind IF NOT EXISTS FOR (node:Agreement) ON (node.kind);
// Agreement is looked up by participation; lists of Agreement are filtered by participation
CREATE INDEX of_Agreement_participation IF NOT EXISTS FOR (node:Agreement) ON (node.participation);
// lists of Agreement are ordered by signedOn
CREATE INDEX of_Agreement_signedOnAsc IF NOT EXISTS FOR (node:Agreement) ON (node.signedOnAsc);
// lists of Agreement are ordered by signedOn
CREATE INDEX of_Agreement_signedOnDesc IF NOT EXISTS FOR (node:Agreement) ON (node.signedOnDesc);
// lists of Agreement are filtered by signedOn
CREATE INDEX of_Agreement_signedOnFirst IF NOT EXISTS FOR (node:Agreement) ON (node.signedOnFirst);
// lists of Agreement are filtered by signedOn
CREATE INDEX of_Agreement_signedOnLast IF NOT EXISTS FOR (node:Agreement) ON (node.signedOnLast);
// Agreement is looked up by standing
CREATE INDEX of_Agreement_standing IF NOT EXISTS FOR (node:Agreement) ON (node.standing);
// Agreement is looked up by status; lists of Agreement are filtered by status
CREATE INDEX of_Agreement_status IF NOT EXISTS FOR (node:Agreement) ON (node.status);
// lists of Agreement are ordered by title
CREATE INDEX of_Agreement_titleAsc IF NOT EXISTS FOR (node:Agreement) ON (node.titleAsc);
// what changed is read in order
CREATE INDEX of_Changed_changeSort IF NOT EXISTS FOR (node:Changed) ON (node.changeSort);
// claims that can support or contradict one another are found together
CREATE INDEX of_Claim_about IF NOT EXISTS FOR (node:Claim) ON (node.about);
// Claim is looked up by certainty; lists of Claim are filtered by certainty
CREATE INDEX of_Claim_certainty IF NOT EXISTS FOR (node:Claim) ON (node.certainty);
// Claim is looked up by corroboration; lists of Claim are filtered by corroboration
CREATE INDEX of_Claim_corroboration IF NOT EXISTS FOR (node:Claim) ON (node.corroboration);
// lists of Claim are ordered by id; lists of Claim are filtered by id
CREATE INDEX of_Claim_id IF NOT EXISTS FOR (node:Claim) ON (node.id);
// Claim is looked up by method; lists of Claim are filtered by method
CREATE INDEX of_Claim_method IF NOT EXISTS FOR (node:Claim) ON (node.method);
// claims outlive what they are about
CREATE INDEX of_Claim_objectId IF NOT EXISTS FOR (node:Claim) ON (node.objectId);
// Claim is looked up by polarity; lists of Claim are filtered by polarity
CREATE INDEX of_Claim_polarity IF NOT EXISTS FOR (node:Claim) ON (node.polarity);
// Claim is looked up by predicate; lists of Claim are filtered by predicate
CREATE INDEX of_Claim_predicate IF NOT EXISTS FOR (node:Claim) ON (node.predicate);
// claims are found by when they were closed
CREATE INDEX of_Claim_recordedTo IF NOT EXISTS FOR (node:Claim) ON (node.recordedTo);
// Claim is looked up by standing; lists of Claim are filtered by standing
CREATE INDEX of_Claim_standing IF NOT EXISTS FOR (node:Claim) ON (node.standing);
// claims outlive what they are about
CREATE INDEX of_Claim_subjectId IF NOT EXISTS FOR (node:Claim) ON (node.subjectId);
// lists of Claim are ordered by validOn
CREATE INDEX of_Claim_validOnAsc IF NOT EXISTS FOR (node:Claim) ON (node.validOnAsc);
// lists of Claim are ordered by validOn
CREATE INDEX of_Claim_validOnDesc IF NOT EXISTS FOR (node:Claim) ON (node.validOnDesc);
// lists of Claim are filtered by validOn
CREATE INDEX of_Claim_validOnFirst IF NOT EXISTS FOR (node:Claim) ON (node.validOnFirst);
// lists of Claim are filtered by validOn
CREATE INDEX of_Claim_validOnLast IF NOT EXISTS FOR (node:Claim) ON (node.validOnLast);
// Country is looked up by code
CREATE INDEX of_Country_code IF NOT EXISTS FOR (node:Country) ON (node.code);
// Country is looked up by existedFrom
CREATE INDEX of_Country_existedFrom IF NOT EXISTS FOR (node:Country) ON (node.existedFrom);
// lists of Country are filtered by existedFrom
CREATE INDEX of_Country_existedFromFirst IF NOT EXISTS FOR (node:Country) ON (node.existedFromFirst);
// lists of Country are filtered by existedFrom
CREATE INDEX of_Country_existedFromLast IF NOT EXISTS FOR (node:Country) ON (node.existedFromLast);
// Country is looked up by existedTo
CREATE INDEX of_Country_existedTo IF NOT EXISTS FOR (node:Country) ON (node.existedTo);
// lists of Country are filtered by existedTo
CREATE INDEX of_Country_existedToFirst IF NOT EXISTS FOR (node:Country) ON (node.existedToFirst);
// lists of Country are filtered by existedTo
CREATE INDEX of_Country_existedToLast IF NOT EXISTS FOR (node:Country) ON (node.existedToLast);
// lists of Country are ordered by id; lists of Country are filtered by id
CREATE INDEX of_Country_id IF NOT EXISTS FOR (node:Country) ON (node.id);
// Country is looked up by kind; lists of Country are filtered by kind
CREATE INDEX of_Country_kind IF NOT EXISTS FOR (node:Country) ON (node.kind);
// lists of Country are ordered by name
CREATE INDEX of_Country_nameAsc IF NOT EXISTS FOR (node:Country) ON (node.nameAsc);
// Country is looked up by region; lists of Country are filtered by region
CREATE INDEX of_Country_region IF NOT EXISTS FOR (node:Country) ON (node.region);
// Country is looked up by subregion; lists of Country are filtered by subregion
CREATE INDEX of_Country_subregion IF NOT EXISTS FOR (node:Country) ON (node.subregion);
// lists of Dataset are ordered by id
CREATE INDEX of_Dataset_id IF NOT EXISTS FOR (node:Dataset) ON (node.id);
// lists of Dataset are ordered by title
CREATE INDEX of_Dataset_titleAsc IF NOT EXISTS FOR (node:Dataset) ON (node.titleAsc);
// lists of Document are ordered by id; lists of Document are filtered by id
CREATE INDEX of_Document_id IF NOT EXISTS FOR (node:Document) ON (node.id);
// Document is looked up by kind; lists of Document are filtered by kind
CREATE INDEX of_Document_kind IF NOT EXISTS FOR (node:Document) ON (node.kind);
// lists of Document are ordered by publishedOn
CREATE INDEX of_Document_publishedOnAsc IF NOT EXISTS FOR (node:Document) ON (node.publishedOnAsc);
// lists of Document are ordered by publishedOn
CREATE INDEX of_Document_publishedOnDesc IF NOT EXISTS FOR (node:Document) ON (node.publishedOnDesc);
// lists of Document are filtered by publishedOn
CREATE INDEX of_Document_publishedOnFirst IF NOT EXISTS FOR (node:Document) ON (node.publishedOnFirst);
// lists of Document are filtered by publishedOn
CREATE INDEX of_Document_publishedOnLast IF NOT EXISTS FOR (node:Document) ON (node.publishedOnLast);
// Document is looked up by publisher; lists of Document are filtered by publisher
CREATE INDEX of_Document_publisher IF NOT EXISTS FOR (node:Document) ON (node.publisher);
// Document is looked up by status; lists of Document are filtered by status
CREATE INDEX of_Document_status IF NOT EXISTS FOR (node:Document) ON (node.status);
// lists of Document are ordered by title
CREATE INDEX of_Document_titleAsc IF NOT EXISTS FOR (node:Document) ON (node.titleAsc);
// Event is looked up by certainty
CREATE INDEX of_Event_certainty IF NOT EXISTS FOR (node:Event) ON (node.certainty);
// Event is looked up by corroboration
CREATE INDEX of_Event_corroboration IF NOT EXISTS FOR (node:Event) ON (node.corroboration);
// lists of Event are ordered by id; lists of Event are filtered by id
CREATE INDEX of_Event_id IF NOT EXISTS FOR (node:Event) ON (node.id);
// Event is looked up by kind; lists of Event are filtered by kind
CREATE INDEX of_Event_kind IF NOT EXISTS FOR (node:Event) ON (node.kind);
// lists of Event are ordered by on
CREATE INDEX of_Event_onAsc IF NOT EXISTS FOR (node:Event) ON (node.onAsc);
// lists of Event are ordered by on
CREATE INDEX of_Event_onDesc IF NOT EXISTS FOR (node:Event) ON (node.onDesc);
// lists of Event are filtered by on
CREATE INDEX of_Event_onFirst IF NOT EXISTS FOR (node:Event) ON (node.onFirst);
// lists of Event are filtered by on
CREATE INDEX of_Event_onLast IF NOT EXISTS FOR (node:Event) ON (node.onLast);
// Event is looked up by plover; lists of Event are filtered by plover
CREATE INDEX of_Event_plover IF NOT EXISTS FOR (node:Event) ON (node.plover);
// Event is looked up by standing
CREATE INDEX of_Event_standing IF NOT EXISTS FOR (node:Event) ON (node.standing);
// lists of Group are ordered by id; lists of Group are filtered by id
CREATE INDEX of_Group_id IF NOT EXISTS FOR (node:Group) ON (node.id);
// lists of Group are filtered by name
CREATE INDEX of_Group_name IF NOT EXISTS FOR (node:Group) ON (node.name);
// lists of Group are ordered by name
CREATE INDEX of_Group_nameAsc IF NOT EXISTS FOR (node:Group) ON (node.nameAsc);
// Group is looked up by sector; lists of Group are filtered by sector
CREATE INDEX of_Group_sector IF NOT EXISTS FOR (node:Group) ON (node.sector);
// HELD_OFFICE is looked up by office
CREATE INDEX of_HELD_OFFICE_office IF NOT EXISTS FOR ()-[edge:HELD_OFFICE]-() ON (edge.office);
// lists of Load are ordered by id; lists of Load are filtered by id
CREATE INDEX of_Load_id IF NOT EXISTS FOR (node:Load) ON (node.id);
// lists of Load are ordered by startedAt
CREATE INDEX of_Load_startedAtAsc IF NOT EXISTS FOR (node:Load) ON (node.startedAtAsc);
// a thing is found by its name whatever the case and marks
CREATE INDEX of_Name_folded IF NOT EXISTS FOR (node:Name) ON (node.folded);
// Negotiation is looked up by certainty
CREATE INDEX of_Negotiation_certainty IF NOT EXISTS FOR (node:Negotiation) ON (node.certainty);
// Negotiation is looked up by corroboration
CREATE INDEX of_Negotiation_corroboration IF NOT EXISTS FOR (node:Negotiation) ON (node.corroboration);
// lists of Negotiation are ordered by endedOn
CREATE INDEX of_Negotiation_endedOnAsc IF NOT EXISTS FOR (node:Negotiation) ON (node.endedOnAsc);
// lists of Negotiation are ordered by endedOn
CREATE INDEX of_Negotiation_endedOnDesc IF NOT EXISTS FOR (node:Negotiation) ON (node.endedOnDesc);
// lists of Negotiation are filtered by endedOn
CREATE INDEX of_Negotiation_endedOnFirst IF NOT EXISTS FOR (node:Negotiation) ON (node.endedOnFirst);
// lists of Negotiation are filtered by endedOn
CREATE INDEX of_Negotiation_endedOnLast IF NOT EXISTS FOR (node:Negotiation) ON (node.endedOnLast);
// lists of Negotiation are ordered by id; lists of Negotiation are filtered by id
CREATE INDEX of_Negotiation_id IF NOT EXISTS FOR (node:Negotiation) ON (node.id);
// Negotiation is looked up by standing
CREATE INDEX of_Negotiation_standing IF NOT EXISTS FOR (node:Negotiation) ON (node.standing);
// lists of Negotiation are ordered by startedOn
CREATE INDEX of_Negotiation_startedOnAsc IF NOT EXISTS FOR (node:Negotiation) ON (node.startedOnAsc);
// lists of Negotiation are ordered by startedOn
CREATE INDEX of_Negotiation_startedOnDesc IF NOT EXISTS FOR (node:Negotiation) ON (node.startedOnDesc);
// lists of Negotiation are filtered by startedOn
CREATE INDEX of_Negotiation_startedOnFirst IF NOT EXISTS FOR (node:Negotiation) ON (node.startedOnFirst);
// lists of Negotiation are filtered by startedOn
CREATE INDEX of_Negotiation_startedOnLast IF NOT EXISTS FOR (node:Negotiation) ON (node.startedOnLast);
// Negotiation is looked up by status; lists of Negotiation are filtered by status
CREATE INDEX of_Negotiation_status IF NOT EXISTS FOR (node:Negotiation) ON (node.status);
// lists of Negotiation are ordered by title
CREATE INDEX of_Negotiation_titleAsc IF NOT EXISTS FOR (node:Negotiation) ON (node.titleAsc);
// a timeline is read in order
CREATE INDEX of_ON_TIMELINE_sort IF NOT EXISTS FOR ()-[edge:ON_TIMELINE]-() ON (edge.sort);
// Official is looked up by anonymous; lists of Official are filtered by anonymous
CREATE INDEX of_Official_anonymous IF NOT EXISTS FOR (node:Official) ON (node.anonymous);
// lists of Official are ordered by id; lists of Official are filtered by id
CREATE INDEX of_Official_id IF NOT EXISTS FOR (node:Official) ON (node.id);
// lists of Official are filtered by name
CREATE INDEX of_Official_name IF NOT EXISTS FOR (node:Official) ON (node.name);
// lists of Official are ordered by name
CREATE INDEX of_Official_nameAsc IF NOT EXISTS FOR (node:Official) ON (node.nameAsc);
// lists of Organization are ordered by id; lists of Organization are filtered by id
CREATE INDEX of_Organization_id IF NOT EXISTS FOR (node:Organization) ON (node.id);
// Organization is looked up by kind; lists of Organization are filtered by kind
CREATE INDEX of_Organization_kind IF NOT EXISTS FOR (node:Organization) ON (node.kind);
// lists of Organization are filtered by name
CREATE INDEX of_Organization_name IF NOT EXISTS FOR (node:Organization) ON (node.name);
// lists of Organization are ordered by name
CREATE INDEX of_Organization_nameAsc IF NOT EXISTS FOR (node:Organization) ON (node.nameAsc);
// what was done on somebody’s behalf is found from them
CREATE INDEX of_PARTICIPATED_IN_onBehalfOf IF NOT EXISTS FOR ()-[edge:PARTICIPATED_IN]-() ON (edge.onBehalfOf);
// PARTICIPATED_IN is looked up by role
CREATE INDEX of_PARTICIPATED_IN_role IF NOT EXISTS FOR ()-[edge:PARTICIPATED_IN]-() ON (edge.role);
// lists of Passage are ordered by id; lists of Passage are filtered by id
CREATE INDEX of_Passage_id IF NOT EXISTS FOR (node:Passage) ON (node.id);
// Statement is looked up by act; lists of Statement are filtered by act
CREATE INDEX of_Statement_act IF NOT EXISTS FOR (node:Statement) ON (node.act);
// Statement is looked up by certainty
CREATE INDEX of_Statement_certainty IF NOT EXISTS FOR (node:Statement) ON (node.certainty);
// Statement is looked up by corroboration
CREATE INDEX of_Statement_corroboration IF NOT EXISTS FOR (node:Statement) ON (node.corroboration);
// lists of Statement are ordered by id; lists of Statement are filtered by id
CREATE INDEX of_Statement_id IF NOT EXISTS FOR (node:Statement) ON (node.id);
// Statement is looked up by kind; lists of Statement are filtered by kind
CREATE INDEX of_Statement_kind IF NOT EXISTS FOR (node:Statement) ON (node.kind);
// lists of Statement are ordered by madeOn
CREATE INDEX of_Statement_madeOnAsc IF NOT EXISTS FOR (node:Statement) ON (node.madeOnAsc);
// lists of Statement are ordered by madeOn
CREATE INDEX of_Statement_madeOnDesc IF NOT EXISTS FOR (node:Statement) ON (node.madeOnDesc);
// lists of Statement are filtered by madeOn
CREATE INDEX of_Statement_madeOnFirst IF NOT EXISTS FOR (node:Statement) ON (node.madeOnFirst);
// lists of Statement are filtered by madeOn
CREATE INDEX of_Statement_madeOnLast IF NOT EXISTS FOR (node:Statement) ON (node.madeOnLast);
// Statement is looked up by stance; lists of Statement are filtered by stance
CREATE INDEX of_Statement_stance IF NOT EXISTS FOR (node:Statement) ON (node.stance);
// Statement is looked up by standing
CREATE INDEX of_Statement_standing IF NOT EXISTS FOR (node:Statement) ON (node.standing);
// Term is looked up by certainty
CREATE INDEX of_Term_certainty IF NOT EXISTS FOR (node:Term) ON (node.certainty);
// Term is looked up by corroboration
CREATE INDEX of_Term_corroboration IF NOT EXISTS FOR (node:Term) ON (node.corroboration);
// lists of Term are ordered by id; lists of Term are filtered by id
CREATE INDEX of_Term_id IF NOT EXISTS FOR (node:Term) ON (node.id);
// Term is looked up by kind; lists of Term are filtered by kind
CREATE INDEX of_Term_kind IF NOT EXISTS FOR (node:Term) ON (node.kind);
// Term is looked up by standing
CREATE INDEX of_Term_standing IF NOT EXISTS FOR (node:Term) ON (node.standing);
// Term is looked up by status; lists of Term are filtered by status
CREATE INDEX of_Term_status IF NOT EXISTS FOR (node:Term) ON (node.status);
// lists of Topic are ordered by id; lists of Topic are filtered by id
CREATE INDEX of_Topic_id IF NOT EXISTS FOR (node:Topic) ON (node.id);
// lists of Topic are filtered by label
CREATE INDEX of_Topic_label IF NOT EXISTS FOR (node:Topic) ON (node.label);
// lists of Topic are ordered by label
CREATE INDEX of_Topic_labelAsc IF NOT EXISTS FOR (node:Topic) ON (node.labelAsc);
