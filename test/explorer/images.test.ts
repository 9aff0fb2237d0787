import path from 'node:path'
import { settled, visiting } from './visit.js'

const visit = visiting()

/** Makes the README's images anew, where IMAGES is set; where it is a folder, also of a narrow and a dark screen, there. */
const made = process.env.IMAGES ? test : test.skip

const images: [name: string, address: string, there: string][] = [
  [
    'evidence',
    '/negotiation/us-rwanda-migration-talks?evidence=status@negotiation:us-rwanda-migration-talks',
    'dialog .side-title',
  ],
  ['network', '/network?around=country:RW,country:US&hide=Topic', '.network-overlay text'],
]

made.each(images)('%s.png is of %s', async (name, address, there) => {
  const readme = path.join(__dirname, '..', '..', 'docs', 'images')
  const looks = [
    { folder: readme, suffix: '', viewport: { width: 1200, height: 780 }, colorScheme: 'light' },
    { folder: process.env.IMAGES!, suffix: '-dark', viewport: { width: 1200, height: 780 }, colorScheme: 'dark' },
    { folder: process.env.IMAGES!, suffix: '-narrow', viewport: { width: 360, height: 740 }, colorScheme: 'light' },
  ] as const
  for (const { folder, suffix, viewport, colorScheme } of looks) {
    if (suffix !== '' && !path.isAbsolute(folder)) continue
    const page = await visit.open(address, { viewport, colorScheme, reducedMotion: 'reduce' })
    await page.locator(there).first().waitFor()
    await settled(page)
    await page.waitForLoadState('networkidle')
    await page.screenshot({ path: path.join(folder, `${name}${suffix}.png`) })
  }
})
