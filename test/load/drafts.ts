import { claim } from '../../src/load/claim.js'
import type { Said } from '../../src/load/claim.js'
import type { DocumentDraft, Draft, NodeDraft } from '../../src/load/draft.js'
import { typeOf } from '../../src/load/stored.js'

/**
 * A dataset put together by hand, on one document with the passages `passage:<slug>:<name>`. `nodes` and `claims` are
 * given by what matters; everything rests on the passage `a` unless told otherwise.
 */
export function draft(
  slug: string,
  given: {
    nodes?: (Partial<NodeDraft> & { id: string })[]
    claims?: (Partial<Said> & Pick<Said, 'predicate' | 'subject'>)[]
    document?: Partial<DocumentDraft>
    redirects?: Draft['redirects']
    passages?: string[]
  } = {},
): Draft {
  const evidence = [`passage:${slug}:a`]
  const content = {
    dataset: { id: `dataset:${slug}`, title: `Dataset ${slug}` },
    documents: [
      {
        id: `document:${slug}`,
        title: `Document ${slug}`,
        kind: 'NEWS',
        status: 'ACTIVE',
        cites: [],
        copyOf: [],
        corrects: [],
        ...given.document,
      },
    ],
    passages: (given.passages ?? ['a']).map((name) => ({
      id: `passage:${slug}:${name}`,
      document: `document:${slug}`,
      text: `the words ${name}`,
    })),
    nodes: (given.nodes ?? []).map((node): NodeDraft => ({
      type: typeOf(node.id).name,
      names: [],
      externalIds: [],
      evidence:
        typeOf(node.id).implements().length > 1 && /^(negotiation|agreement|term|event|statement):/.test(node.id)
          ? evidence
          : [],
      certainty: 'CERTAIN',
      properties: {},
      relations: [],
      place: { file: `${slug}/facts.yml`, line: 1 },
      ...node,
    })),
    claims: (given.claims ?? []).map((said) =>
      claim({ method: 'CURATED', evidence, place: { file: `${slug}/facts.yml`, line: 2 }, ...said }),
    ),
    redirects: given.redirects ?? [],
  }
  return { ...content, sourceSha256: JSON.stringify(content).length + JSON.stringify(content) }
}
