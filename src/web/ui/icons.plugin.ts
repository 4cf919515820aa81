import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'
import { iconNames } from './icon-names.ts'

/** Lucide's icons (ISC) as one sprite with a hashed name; `virtual:icons` is its address. */
export function icons(): Plugin {
  const folder = join(dirname(createRequire(import.meta.url).resolve('lucide-static/package.json')), 'icons')
  const symbols = iconNames.map(name => {
    const svg = readFileSync(join(folder, `${name}.svg`), 'utf8')
    const inside = svg
      .slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
      .replace(/\s*\n\s*/g, '')
    return `<symbol id="${name}" viewBox="0 0 24 24" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${inside}</symbol>`
  })
  const source = `<svg xmlns="http://www.w3.org/2000/svg"><!-- Icons: Lucide, ISC licence -->${symbols.join('')}</svg>`
  const fileName = `assets/icons-${createHash('sha256').update(source).digest('base64url').slice(0, 8)}.svg`
  return {
    name: 'onshore:icons',
    resolveId: { filter: { id: /^virtual:icons$/ }, handler: () => '\0virtual:icons' },
    load: {
      filter: { id: /^\0virtual:icons$/ },
      handler() {
        if (this.environment.name === 'client') this.emitFile({ type: 'asset', fileName, source })
        return `export default ${JSON.stringify(`/${fileName}`)}`
      },
    },
  }
}
