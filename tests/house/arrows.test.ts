import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sourceFiles } from '../../src/server/adapters/tree/index.ts'
import { cruiseTree } from './cruise.ts'

const root = join(import.meta.dirname, '../..')

/** For every rule, files that break it and nothing else has to be true of them. */
const planted: Record<string, Record<string, string>> = {
  'core-is-pure': { 'src/core/feed/bad.ts': "import pg from 'pg'\nexport default pg\n" },
  'web-stays-in-the-browser': {
    'src/web/feed/bad.ts': "import type { Config } from '../../server/config.ts'\nexport type X = Config\n",
  },
  'web-no-node': { 'src/web/feed/bad.ts': "import { readFileSync } from 'node:fs'\nexport { readFileSync }\n" },
  'build-steps-stay-out': {
    'src/web/feed/bad.ts': "import { icons } from '../ui/icons.plugin.ts'\nexport { icons }\n",
  },
  'server-knows-no-face': {
    'src/server/feed/bad.ts': "import { seenIds } from '../../web/shell/device.ts'\nexport { seenIds }\n",
  },
  'auditor-trusts-nobody': {
    'src/cli/audit/bad.ts': "import { x } from './further.ts'\nexport { x }\n",
    'src/cli/audit/further.ts': "import { readConfig } from '../../server/config.ts'\nexport const x = readConfig\n",
  },
  'only-operate-enters': {
    'src/cli/bad.ts': "import { readConfig } from '../server/config.ts'\nexport { readConfig }\n",
  },
  'knock-at-the-front-door': {
    'src/server/feed/bad.ts': "import { presentVideo } from '../videos/present.ts'\nexport { presentVideo }\n",
  },
  'operate-knocks-too': {
    'src/cli/operate/bad.ts':
      "import { presentVideo } from '../../server/videos/present.ts'\nexport { presentVideo }\n",
  },
  'sql-lives-in-stores': {
    'src/server/feed/bad.ts': "import { sql } from '../adapters/db/index.ts'\nexport { sql }\n",
  },
  'ports-not-adapters': {
    'src/server/media/bad.ts': "import { localBlobs } from '../adapters/blobs/local.ts'\nexport { localBlobs }\n",
  },
  'adapters-know-no-feature': {
    'src/server/adapters/blobs/bad.ts': "import { readConfig } from '../../config.ts'\nexport { readConfig }\n",
  },
  'only-adapters-touch-the-world': {
    'src/server/media/bad.ts': "import { spawn } from 'node:child_process'\nexport { spawn }\n",
  },
  'no-cycles': {
    'src/core/feed/bad.ts': "import { b } from './worse.ts'\nexport const a = () => b\n",
    'src/core/feed/worse.ts': "import { a } from './bad.ts'\nexport const b = () => a\n",
  },
  'no-test-in-product': {
    'src/core/feed/bad.ts': "import './worse.test.ts'\n",
    'src/core/feed/worse.test.ts': 'export const x = 1\n',
  },
  'no-unresolved': { 'src/core/feed/bad.ts': "import { x } from './nowhere.ts'\nexport { x }\n" },
}

let copy: string

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'arrows-'))
  for (const part of ['src', 'tsconfig.json', 'package.json', '.dependency-cruiser.mjs', 'vite.config.ts'])
    cpSync(join(root, part), join(copy, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

describe('the arrows', () => {
  it('forbid nothing that the tree does, and see every module of it', async () => {
    const { summary, modules } = await cruiseTree(root, ['src'])
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([])
    const seen = new Set(modules.map(({ source }) => source))
    const unseen = sourceFiles().filter(
      file => /^src\/.*\.(ts|tsx|js)$/.test(file) && !file.endsWith('.d.ts') && !seen.has(file),
    )
    expect(unseen).toEqual([])
  })

  it('have a planted violation for every rule', async () => {
    const { default: rules } = await import(join(root, '.dependency-cruiser.mjs'))
    expect(Object.keys(planted).sort()).toEqual(rules.forbidden.map(({ name }: { name: string }) => name).sort())
  })

  for (const [name, files] of Object.entries(planted)) {
    it(`see what breaks ${name}`, async () => {
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(copy, file)), { recursive: true })
        writeFileSync(join(copy, file), text)
      }
      try {
        const folders = [...new Set(Object.keys(files).map(file => dirname(file)))]
        const { summary } = await cruiseTree(copy, folders)
        expect(summary.violations.map(({ rule }) => rule.name)).toContain(name)
      } finally {
        for (const file of Object.keys(files)) rmSync(join(copy, file))
      }
    })
  }
})
