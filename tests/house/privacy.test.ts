import { describe, expect, it } from 'vitest'
import { retentions } from '../../src/core/register/retentions.ts'
import { policy } from '../../src/server/http/policy.ts'
import {
  type AssessedShore,
  type BrokenShore,
  type Exposable,
  exposable,
  reportBreach,
  writeAssessment,
} from '../../src/server/privacy/index.ts'
import { columns, objects, tables } from '../../src/server/register/index.ts'

const at = new Date('2026-11-27T08:00:00Z')
const shore: AssessedShore = {
  declaration: {
    name: 'Clips du Nord',
    jurisdiction: 'CA-QC',
    operator: 'Association du Nord',
    owner: 'Its members',
    controlledBy: [],
    law: 'Law of Québec and Canada',
    stores: [{ what: 'database', technology: 'postgresql-embedded', jurisdiction: 'CA-QC' }],
    processors: [
      { name: 'Hosts of Montréal', jurisdiction: 'CA-QC' },
      { name: 'Mail Elsewhere', jurisdiction: 'IS' },
    ],
    outbound: [],
  },
  version: '0.1.0',
  at,
  accounts: 412,
  minimumAge: 14,
  joining: 'invite',
  clipDays: 90,
  hasModel: false,
  routes: Object.keys(policy),
}

describe('the assessment of the impact on privacy', () => {
  for (const language of ['en', 'fr'] as const) {
    const text = writeAssessment(shore, language)

    it(`says every column and every rule of time, in ${language}`, () => {
      for (const [name, { purpose }] of Object.entries(columns)) {
        expect(text).toContain(`\`${name}\``)
        expect(text).toContain(purpose[language])
      }
      for (const [name, { purpose }] of Object.entries(objects)) {
        expect(text).toContain(`\`${name}\``)
        expect(text).toContain(purpose[language])
      }
      expect(text).toContain(retentions.session[language])
      expect(text).not.toMatch(/undefined|\{\w+\}|\bnull\b|\[object/)
    })

    it(`marks and lists what the operator must complete, in ${language}`, () => {
      const marked = [...text.matchAll(/^> \*\*\[(?:TO COMPLETE|À COMPLÉTER) (\d+)\]\*\* (.+)$/gm)]
      expect(marked.length).toBeGreaterThan(12)
      expect(marked.map(([, n]) => Number(n))).toEqual(marked.map((_, place) => place + 1))
      const listed = text.split('\n## 8.')[1]!
      for (const [, n, question] of marked) expect(listed).toContain(`${n}. ${question}`)
    })

    it(`says what is declared and configured, in ${language}`, () => {
      for (const words of [
        'Clips du Nord',
        'Association du Nord',
        '412',
        'Hosts of Montréal',
        'postgresql-embedded',
        '90',
      ])
        expect(text).toContain(words)
      // A processor elsewhere is a question; one at home is not.
      const asked = text.split('\n').filter(line => line.startsWith('> **['))
      expect(asked.some(line => line.includes('Mail Elsewhere'))).toBe(true)
      expect(asked.some(line => line.includes('Hosts of Montréal'))).toBe(false)
    })
  }

  it('names a right as given only where this version answers it', () => {
    expect(writeAssessment(shore, 'en')).toContain('/settings/held')
    const poor = writeAssessment({ ...shore, routes: [] }, 'en')
    expect(poor).not.toContain('/settings/held')
    expect(poor).toContain('How a person sees what is held about them.')
  })
})

const broken: BrokenShore = {
  name: 'Clips du Nord',
  operator: 'Association du Nord',
  isDatabaseEmbedded: true,
  areObjectsHere: true,
  counts: { accounts: 412, rows: new Map([['sessions', 900]]), hiddenClips: 37 },
}
const report = (stores: Exposable[], shore = broken, language: 'en' | 'fr' = 'en') =>
  reportBreach(shore, { stores, knownAt: at, isDrill: true }, language)

describe('a breach', () => {
  it('of the database reaches every column of it, all accounts, and has 72 hours', () => {
    const { reached, markdown, authorityBy, accounts, isHarmful, classes } = report(['database'])
    expect(reached.map(({ where }) => where).sort()).toEqual(Object.keys(tables).sort())
    const withKeys = report(['database', 'keys']).markdown
    for (const [name, { class: one }] of Object.entries(columns)) {
      expect(withKeys).toContain(`\`${name}\``)
      // Without the keys, what is sealed is noise.
      expect(markdown.includes(`\`${name}\``), name).toBe(one !== 'sealed')
    }
    expect({ authorityBy, accounts, isHarmful }).toEqual({
      authorityBy: '2026-11-30T08:00:00.000Z',
      accounts: 412,
      isHarmful: true,
    })
    expect(classes).toEqual(['secret', 'private', 'account', 'public'])
    expect(markdown).toContain('2026-11-30T08:00:00.000Z')
    expect(markdown).toContain('Commission d’accès à l’information')
    expect(markdown).toContain('| 900 |')
    // People are told subjects that they know, and none that is empty.
    const letter = markdown.split('### To the people concerned')[1]!
    expect(letter).toContain('Signing in')
    expect(letter).not.toContain('The shore itself')
  })

  it('of logs alone reaches nobody, and asks nobody to be told', () => {
    const { reached, isHarmful, accounts, markdown } = report(['logs'])
    expect(reached.map(({ where }) => where)).toEqual(['postgres.log'])
    expect({ isHarmful, accounts }).toEqual({ isHarmful: false, accounts: 0 })
    expect(markdown).not.toContain('2026-11-30T08')
  })

  it('of objects reaches clips that are not public, by their number', () => {
    const { isHarmful, markdown } = report(['objects'])
    expect(isHarmful).toBe(true)
    expect(markdown).toContain('37 clips that are not public')
  })

  it('of the folder reaches what is in it, and no database that is elsewhere', () => {
    const places = (shore: BrokenShore) => report(['folder'], shore).reached.map(({ where }) => where)
    expect(places(broken)).toContain('accounts')
    for (const kind of Object.keys(objects)) expect(places(broken), kind).toContain(kind)
    expect(places({ ...broken, isDatabaseEmbedded: false })).not.toContain('accounts')
    expect(places({ ...broken, areObjectsHere: false })).not.toContain('blobs')
  })

  it('is written in both languages for every store, and where nothing could be counted', () => {
    for (const language of ['en', 'fr'] as const)
      for (const store of exposable)
        for (const shore of [broken, { ...broken, counts: null }])
          expect(report([store], shore, language).markdown).not.toMatch(/undefined|\{\w+\}|\bnull\b|\[object/)
    expect(report(['database'], broken, 'fr').markdown).toMatch(/Un exercice.: rien ne s’est passé/)
    const real = reportBreach(broken, { stores: ['database'], knownAt: at, isDrill: false }, 'en')
    expect(real.markdown).not.toContain('A drill')
  })
})
