/** The API's names of values, in words. What is not here is said as its name reads: `FOREIGN_MINISTER` → “foreign minister”. */
const words: Record<string, string> = {
  // Roles
  NEGOTIATOR: 'negotiator',
  PROSPECTIVE: 'prospective party',
  // How sure
  CERTAIN: 'certain',
  PROBABLE: 'probable',
  POSSIBLE: 'possible',
  SINGLE_ORIGIN: 'one origin',
  CORROBORATED: 'corroborated',
  DISPUTED: 'disputed',
  // How it was brought here
  CURATED: 'read by a person',
  RULE: 'found by a rule',
  MODEL: 'found by a model',
  IMPORT: 'imported from data',
  // Offices
  HEAD_OF_STATE: 'head of state',
  HEAD_OF_GOVERNMENT: 'head of government',
  WITHIN_TENURE: 'within a known tenure',
  ATTESTED: 'named by a source for that time',
  INFERRED: 'inferred from the nearest time a source names',
  // Predicates and relationships
  PARTICIPATED_IN: 'took part in',
  PARTY_TO: 'party to',
  HELD_OFFICE: 'held office in',
  BELONGS_TO: 'belongs to',
  MEMBER_OF: 'member of',
  SUCCEEDED_BY: 'succeeded by',
  MADE: 'said',
  ADDRESSED_TO: 'said to',
  ABOUT: 'about',
  REPORTED_BY: 'reported by',
  INITIATED: 'initiated',
  TARGETED: 'targeted',
  PART_OF: 'part of',
  FOLLOWED: 'followed',
  PRODUCED: 'led to',
  AMENDS: 'amends',
  REPLACES: 'replaces',
  MODELLED_ON: 'modelled on',
  HAS_TERM: 'has the term',
  GIVEN_BY: 'given by',
  GIVEN_TO: 'given to',
  CONCERNS: 'concerns',
  BROADER: 'narrower than',
  startedOn: 'start',
  endedOn: 'end',
  signedOn: 'signature',
  inForceOn: 'entry into force',
  madeOn: 'date said',
  existedFrom: 'existed from',
  existedTo: 'existed to',
  // Sectors
  BUS: 'business',
  COP: 'police',
  CRM: 'crime',
  CVL: 'civilians',
  EDU: 'education',
  GOV: 'government',
  IGO: 'intergovernmental',
  JUD: 'judiciary',
  LAB: 'labour',
  LEG: 'legislature',
  MED: 'media',
  MIL: 'military',
  NGO: 'non-governmental',
  OPP: 'opposition',
  PTY: 'party',
  REB: 'rebels',
  REF: 'refugees',
  REL: 'religion',
  SPY: 'intelligence',
  // Sequence
  AFTER: 'after',
  RESPONSE: 'in response to',
  STATED_CAUSE: 'because of, as stated',
}

/** `SINGLE_ORIGIN` → “one origin”, `FOREIGN_MINISTER` → “foreign minister”, `signedOn` → “signature”. */
export function inWords(value: string): string {
  return (
    (Object.hasOwn(words, value) ? words[value] : undefined) ??
    value
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replace(/_/g, ' ')
      .toLowerCase()
  )
}

/** The same, to begin with. */
export function inWordsFirst(value: string): string {
  return capital(inWords(value))
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

const plurals: Record<string, [one: string, many: string]> = {
  COUNTRY: ['Country', 'Countries'],
}

/** `NEGOTIATION`, 2 → “Negotiations”. */
export function kindInWords(kind: string, many = false): string {
  const [one, more] = plurals[kind.toUpperCase()] ?? [inWordsFirst(kind), `${inWordsFirst(kind)}s`]
  return many ? more : one
}

const numbers = new Intl.NumberFormat('en')

/** 3489 → “3,489”. */
export function sayNumber(value: number): string {
  return numbers.format(value)
}

/** 1, “negotiation” → “1 negotiation”; 2 → “2 negotiations”. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${sayNumber(value)} ${value === 1 ? one : many}`
}
