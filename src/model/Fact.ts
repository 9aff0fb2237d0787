import { CitationFormat, cite, cited } from './citation.js'
import { Dataset } from './Dataset.js'
import { Computed, Enum, Many, NodeInterface, Property } from './declare.js'
import { Load } from './Load.js'
import { Node } from './Node.js'
import { Passage } from './Passage.js'

/** How sure the source is, read from its own words. */
export const Certainty = Enum('Certainty', 'How sure the source is of what it says, read from its own words.', {
  CERTAIN: 'Said outright.',
  PROBABLE: 'Hedged: “reportedly”, “appears to”, or told at second hand.',
  POSSIBLE: 'Held possible: “may”, “could”.',
})

/** Whether independent sources agree. */
export const Corroboration = Enum(
  'Corroboration',
  'Whether independent sources agree. Copies and citations of one origin count once.',
  {
    SINGLE_ORIGIN: 'One origin says so.',
    CORROBORATED: 'Independent origins say so.',
    DISPUTED: 'Another claim about the same single-valued thing, for an overlapping time, says otherwise.',
  },
)

/** The six kinds of node that rest on the words of a source. */
@NodeInterface({ label: 'Fact', description: 'What rests on the words of a source.', implements: () => [Node] })
export class Fact {
  @Property(() => Certainty, { index: true, description: 'How sure the source is.' })
  certainty!: keyof typeof Certainty

  @Property(() => Corroboration, {
    index: true,
    description: 'Whether independent sources agree on this fact as it stands here.',
  })
  corroboration!: keyof typeof Corroboration

  @Property(() => Boolean, {
    index: true,
    description:
      'Whether the fact stands: it has not been withdrawn or superseded, and one of its documents is not retracted.',
  })
  standing!: boolean

  @Many(() => Passage, {
    by: '(this)-[:EVIDENCED_BY]->(node:Passage)',
    order: 'node.id',
    description: 'The exact words this fact itself rests on.',
  })
  evidence!: Passage[]

  @Computed(() => String, {
    args: { format: { type: () => CitationFormat, default: 'TEXT', description: 'How to write it.' } },
    cypher: cited,
    finish: cite,
    description: 'How to cite this fact: each document it rests on, with the exact words. Up to twenty documents.',
  })
  citation!: string

  @Many(() => Dataset, {
    match: 'MATCH (this)-[:FROM]->(:Load)-[:OF]->(node:Dataset) WITH DISTINCT node',
    order: 'node.id',
    description: 'The datasets that brought this fact.',
  })
  datasets!: Dataset[]

  @Many(() => Load, {
    by: '(this)-[:FROM]->(node:Load)',
    order: 'node.id',
    description: 'The loads that brought this fact.',
  })
  loads!: Load[]
}
