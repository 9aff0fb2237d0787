import type { ReactNode } from 'react'

/** An address that a source gives. It is a link only where it leads to the web; anything else is shown as text. */
export function OutsideLink({ to, children }: { to: string | null | undefined; children?: ReactNode }): ReactNode {
  if (!to) return <span className="faint">no address is known</span>
  if (!isWeb(to)) return <span>{to}</span>
  return (
    <a href={to} rel="noreferrer noopener external" target="_blank">
      {children ?? to}
      <span className="unseen"> (opens in a new window)</span>
    </a>
  )
}

function isWeb(address: string): boolean {
  return URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol)
}
