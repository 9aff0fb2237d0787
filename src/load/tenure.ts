/**
 * The name of an office held, which makes several claims about it one tenure: official, body, office, and a number where
 * one person held it more than once. Nothing for other relationships, which their ends and roles tell apart.
 */
export function tenureId(
  type: string,
  from: string,
  to: string,
  properties: Record<string, unknown>,
): { tenureId?: string } {
  if (type !== 'HELD_OFFICE') return {}
  const { office, number } = properties as { office?: string; number?: number }
  return { tenureId: [from, to, office, number].filter((part) => part !== undefined).join('/') }
}
