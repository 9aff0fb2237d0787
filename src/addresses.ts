// Where the explorer's pages are: the server answers at these addresses, and the explorer shows what they say.

/** Kinds of things that have a page, as their ids begin. */
export const kinds = [
  'country',
  'official',
  'organization',
  'group',
  'negotiation',
  'agreement',
  'term',
  'event',
  'statement',
  'topic',
  'document',
  'passage',
  'claim',
  'dataset',
  'load',
] as const
export type Kind = (typeof kinds)[number]

/** The pages that are no thing's, by the first part of their address; what follows a pair is two ids. */
export const places = [
  'search',
  'pair',
  'path',
  'network',
  'map',
  'trends',
  'disagreements',
  'changes',
  'match',
  'about',
] as const
export type Place = (typeof places)[number]

const isKind = (text: string | undefined): text is Kind => (kinds as readonly (string | undefined)[]).includes(text)

/** Encodes one segment of a path, leaving what a path may hold so that the address stays readable. */
function segment(text: string): string {
  return encodeURIComponent(text).replace(/%3A/g, ':').replace(/%2C/g, ',')
}

/** `country:RW` → `/country/RW`. An id of no known kind has the address of a search for it. */
export function addressOf(id: string): string {
  const colon = id.indexOf(':')
  const kind = id.slice(0, colon)
  if (!isKind(kind)) return `/search?q=${encodeURIComponent(id)}`
  return `/${kind}/${id
    .slice(colon + 1)
    .split('/')
    .map(segment)
    .join('/')}`
}

/** `/country/RW` → `country:RW`; undefined for an address that is not a thing's. */
export function idOf(path: string): string | undefined {
  const [kind, ...key] = path.slice(1).split('/').map(decode)
  return isKind(kind) && key.length > 0 && key[0] !== '' ? `${kind}:${key.join('/')}` : undefined
}

/** An address can be typed by hand, with a % that stands for itself. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
