/** What `--text` names: a file for any document, or `<document>=<file>`. */
export function readTexts(given: string[] = []): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const [, document, file] = /^((?:document:)?[a-z0-9-]+)=(.+)$/s.exec(text) ?? []
      return document !== undefined && file !== undefined ? [document.replace(/^document:/, ''), file] : ['*', text]
    }),
  )
}
