/**
 * What a breach means: from the stores that were open to somebody, which columns could be read, whose they are and how many, who
 * must be told by when, and words to begin with. A drill is the same with stores that nobody has opened.
 */
import type { Entry } from '../../core/register/entry.ts'
import { classes, type DataClass, type Group, groups } from '../../core/register/groups.ts'
import { objects, tables } from '../register/index.ts'
import { authorityWords, personWords, steps } from './breach-words.ts'
import type { Exposable } from './exposable.ts'
import { type Language, openWriting, paragraphs, type Writing } from './writing.ts'

export interface BrokenShore {
  name: string
  operator: string
  isDatabaseEmbedded: boolean
  areObjectsHere: boolean
  /** Null where the shore does not run, and nothing could be counted. */
  counts: { accounts: number; rows: ReadonlyMap<string, number>; hiddenClips: number } | null
}

export interface Breach {
  stores: readonly Exposable[]
  /** When the operator came to know of it; times count from here. */
  knownAt: Date
  isDrill: boolean
}

interface Reached {
  group: Group
  kind: 'table' | 'files'
  where: string
  title: { en: string; fr: string }
  classes: DataClass[]
  columns: string[]
  rows: number | null
  isPersonal: boolean
}

export interface BreachReport {
  reached: Reached[]
  classes: DataClass[]
  accounts: number | null
  /** Whether anything was reachable that is not public anyway. */
  isHarmful: boolean
  authorityBy: string
  markdown: string
}

export function reportBreach(shore: BrokenShore, breach: Breach, language: Language): BreachReport {
  const reached = reachedThrough(shore, breach.stores)
  const found = (['secret', 'sealed', 'private', 'account', 'public'] as const).filter(one =>
    reached.some(part => part.classes.includes(one)),
  )
  const isPersonal = reached.some(part => part.isPersonal)
  const isHarmful = isPersonal && found.some(one => one !== 'public')
  const authorityBy = new Date(breach.knownAt.getTime() + 72 * 3_600_000).toISOString()
  const accounts = isPersonal ? (shore.counts?.accounts ?? null) : 0
  const facts = { reached, classes: found, accounts, isHarmful, authorityBy }
  return { ...facts, markdown: write(shore, breach, facts, openWriting(language)) }
}

/** What a store holds, whole: whoever could read some of it could read all. */
function reachedThrough(shore: BrokenShore, stores: readonly Exposable[]): Reached[] {
  const has = (store: Exposable) => stores.includes(store)
  // A backup is the database, the objects and the uploads, and the key of slates.
  const hasDatabase = has('database') || has('backup') || (has('folder') && shore.isDatabaseEmbedded)
  // What is sealed reads as noise to whoever has no keys.
  const hasKeys = has('keys') || has('folder')
  const hasObjects = has('objects') || has('backup') || (has('folder') && shore.areObjectsHere)
  const isOpen = (name: string): boolean => {
    if (inObjects.includes(name)) return hasObjects
    // The folder holds every other kind.
    return has('folder') || stores.some(store => alone[store]?.includes(name))
  }
  const kinds = Object.keys(objects).filter(isOpen)
  const rows = hasDatabase
    ? Object.entries(tables).map(([name, { title, group, columns, ownedBy }]): Reached => {
        const read = Object.entries(columns).filter(([, entry]) => hasKeys || entry.class !== 'sealed')
        return {
          kind: 'table',
          where: name,
          group,
          title,
          classes: classesIn(read.map(([, entry]) => entry)),
          columns: read.map(([column]) => column),
          rows: shore.counts?.rows.get(name) ?? null,
          isPersonal: ownedBy.length > 0,
        }
      })
    : []
  const files = kinds.map((name): Reached => {
    const kept = objects[name]!
    return {
      kind: 'files',
      where: name,
      group: kept.group,
      title: kept.title,
      // Files of clips that are not for everybody lie beside those that are.
      classes: name === 'blobs' ? ['public', 'private'] : [kept.class],
      columns: [name],
      rows: null,
      isPersonal: kept.erasure !== 'not personal',
    }
  })
  return [...rows, ...files]
}

/** Kinds that lie among the objects, wherever those are. */
const inObjects = ['blobs', 'packs']
/** Kinds that can be open without the whole folder. */
const alone: Partial<Record<Exposable, readonly string[]>> = {
  uploads: ['uploads'],
  backup: ['uploads', 'slate-key.pem'],
  keys: ['keys', 'gone', 'slate-key.pem', 'run.json'],
  logs: ['postgres.log'],
}

const classesIn = (entries: readonly Entry[]): DataClass[] => [...new Set(entries.map(entry => entry.class))]

function write(
  shore: BrokenShore,
  { stores, knownAt, isDrill }: Breach,
  { reached, classes: found, accounts, isHarmful, authorityBy }: Omit<BreachReport, 'markdown'>,
  writing: Writing,
): string {
  const { say, ask, table, colon, language } = writing
  const none = say({ en: 'not counted: the shore does not run', fr: 'pas compté : le rivage ne tourne pas' })
  const title = isDrill
    ? { en: 'Breach drill: {name}', fr: 'Exercice d’incident : {name}' }
    : { en: 'Breach: {name}', fr: 'Incident : {name}' }
  const personal = reached.filter(part => part.isPersonal)
  // What staff did is about who works here, and empty tables about nobody.
  const subjects = (parts: readonly Reached[]) => {
    const told = parts.filter(({ group, rows }) => group !== 'shore' && rows !== 0)
    return [...new Set(told.map(({ group }) => groups[group][language]))].join(', ')
  }
  return `${paragraphs(
    `# ${say(title, { name: shore.name })}`,
    isDrill
      ? say({
          en: '**A drill: nothing has happened.** Go through it as if it had, and note how long each step took.',
          fr: '**Un exercice : rien ne s’est passé.** Faites-le comme si c’était vrai, et notez le temps de chaque étape.',
        })
      : '',
    say(
      { en: 'Open to somebody: {stores}. Known since {at}.', fr: 'Ouvert à quelqu’un : {stores}. Connu depuis {at}.' },
      { stores: stores.join(', '), at: knownAt.toISOString() },
    ),
    `## ${say({ en: '1. At once', fr: '1. Tout de suite' })}`,
    steps
      .filter(({ when }) => when === null || when.some(store => stores.includes(store)))
      .map(({ says }, place) => `${place + 1}. ${say(says)}`)
      .join('\n'),
    `## ${say({ en: '2. What could be read', fr: '2. Ce qui a pu être lu' })}`,
    say({ en: 'Accounts concerned: {n}.', fr: 'Comptes concernés : {n}.' }, { n: accounts ?? none }),
    (shore.counts?.hiddenClips ?? 0) > 0 && reached.some(({ where }) => where === 'blobs')
      ? say(
          {
            en: 'Among the files are those of {n} clips that are not public.',
            fr: 'Parmi les fichiers sont ceux de {n} clips qui ne sont pas publics.',
          },
          { n: shore.counts!.hiddenClips },
        )
      : '',
    found.map(one => `- **${classes[one].title[language]}** (${one})${colon}${columnsOf(reached, one)}`).join('\n'),
    table(
      [
        { en: 'Where', fr: 'Où' },
        { en: 'What', fr: 'Quoi' },
        { en: 'Classes', fr: 'Classes' },
        { en: 'Rows', fr: 'Lignes' },
      ],
      personal.map(part => [
        `\`${part.where}\``,
        part.title[language],
        part.classes.map(one => classes[one].title[language]).join(', '),
        part.rows === null ? '–' : String(part.rows),
      ]),
    ),
    say({
      en: 'Passphrases are argon2id hashes: weak ones can be guessed at leisure. Session cookies, access tokens and recovery codes are hashes of long random words: they cannot be used as they are. Passkeys are public keys. `archives.seal` and `arrivals.file_key` can open archives that are being written or read: they matter where those files were open too.',
      fr: 'Les phrases de passe sont des empreintes argon2id : les faibles se devinent à loisir. Cookies de session, jetons d’accès et codes de secours sont des empreintes de longs mots au hasard : ils ne servent pas tels quels. Les clés d’accès sont des clés publiques. `archives.seal` et `arrivals.file_key` peuvent ouvrir des archives en cours d’écriture ou de lecture : cela compte si ces fichiers étaient ouverts aussi.',
    }),
    stores.includes('backup')
      ? ask({
          en: 'Whether the key of the backup was open as well. If it was not, the file reads as noise: say so in part 3, and tell nobody more than that.',
          fr: 'Si la clé de la sauvegarde était ouverte aussi. Sinon, le fichier se lit comme du bruit : dites-le dans la partie 3, sans plus.',
        })
      : '',
    `## ${say({ en: '3. Who must be told, and by when', fr: '3. Qui doit être informé, et quand' })}`,
    table(
      [
        { en: 'Whom', fr: 'Qui' },
        { en: 'By when', fr: 'Quand' },
        { en: 'Because', fr: 'Parce que' },
      ],
      told(writing, isHarmful, authorityBy),
    ),
    ask({
      en: 'Which of these laws apply to you, and the name and address of each authority.',
      fr: 'Lesquelles de ces lois s’appliquent à vous, et le nom et l’adresse de chaque autorité.',
    }),
    ask({
      en: 'The risk to people: how sensitive what was open is, what can be done with it, and how likely that is (Québec Act, section 3.7). Who weighed it, and when.',
      fr: 'Le risque pour les personnes : à quel point ce qui était ouvert est sensible, ce qu’on peut en faire, et à quel point c’est probable (loi québécoise, article 3.7). Qui l’a pesé, et quand.',
    }),
    `## ${say({ en: '4. Words to begin with', fr: '4. Des mots pour commencer' })}`,
    `### ${say({ en: 'To the authority', fr: 'À l’autorité' })}`,
    say(authorityWords, {
      name: shore.name,
      operator: shore.operator || '…',
      at: knownAt.toISOString(),
      stores: stores.join(', '),
      accounts: accounts ?? '…',
      what: subjects(personal) || '–',
    }),
    `### ${say({ en: 'To the people concerned', fr: 'Aux personnes concernées' })}`,
    isHarmful
      ? say(personWords, {
          name: shore.name,
          day: knownAt.toISOString().slice(0, 10),
          what: subjects(personal.filter(part => part.classes.some(one => one !== 'public'))),
        })
      : say({
          en: 'Nothing was open that is not public anyway: there is no need to tell people one by one.',
          fr: 'Rien n’était ouvert qui ne soit public de toute façon : nul besoin d’informer les personnes une à une.',
        }),
    say({
      en: 'The shore has no e-mail addresses: put the words on a page of yours and on the first page, in both languages, and say where questions are answered.',
      fr: 'Le rivage n’a pas d’adresses de courriel : mettez ces mots sur une page à vous et sur la première page, dans les deux langues, et dites où l’on répond aux questions.',
    }),
    `## ${say({ en: '5. What is kept of it', fr: '5. Ce que l’on en garde' })}`,
    say({
      en: 'Write every incident down, told or not: what happened, what it did, what was done (GDPR, article 33(5)). The register of Québec’s section 3.8 is kept for five years at least.',
      fr: 'Consignez chaque incident, déclaré ou non : ce qui s’est passé, ses effets, ce qui a été fait (RGPD, article 33(5)). Le registre de l’article 3.8 québécois se garde cinq ans au moins.',
    }),
  )}\n`
}

function columnsOf(reached: readonly Reached[], one: DataClass): string {
  const names = reached.flatMap(({ kind, where, columns, classes: found }) => {
    if (kind === 'files') return found.includes(one) ? [where] : []
    return columns.filter(column => tables[where]!.columns[column]!.class === one).map(column => `${where}.${column}`)
  })
  return names.map(name => `\`${name}\``).join(', ')
}

function told({ say }: Writing, isHarmful: boolean, authorityBy: string): string[][] {
  const later = say({ en: 'no time limit', fr: 'sans délai imposé' })
  return [
    [
      say({ en: 'The supervisory authority (GDPR)', fr: 'L’autorité de contrôle (RGPD)' }),
      isHarmful ? authorityBy : later,
      isHarmful
        ? say({
            en: 'article 33: within 72 hours of knowing, with reasons where it is later; unless a risk to people is unlikely',
            fr: 'article 33 : dans les 72 heures après en avoir eu connaissance, avec les motifs si c’est plus tard ; sauf si un risque est peu probable',
          })
        : say({
            en: 'article 33: a risk to people is unlikely; written down only',
            fr: 'article 33 : un risque est peu probable ; consigné seulement',
          }),
    ],
    [
      say({ en: 'The people concerned (GDPR)', fr: 'Les personnes concernées (RGPD)' }),
      isHarmful ? say({ en: 'without undue delay', fr: 'sans retard injustifié' }) : later,
      say({
        en: 'article 34: where the risk to them is likely high, in plain words; not where what was open is unreadable to others',
        fr: 'article 34 : si le risque pour elles est sans doute élevé, en mots simples ; pas si ce qui était ouvert est illisible pour d’autres',
      }),
    ],
    [
      say({
        en: 'The Commission d’accès à l’information (Québec)',
        fr: 'La Commission d’accès à l’information (Québec)',
      }),
      isHarmful ? say({ en: 'promptly', fr: 'avec diligence' }) : later,
      say({
        en: 'section 3.5: where there is a risk of serious injury',
        fr: 'article 3.5 : s’il y a un risque de préjudice sérieux',
      }),
    ],
    [
      say({ en: 'The people concerned (Québec)', fr: 'Les personnes concernées (Québec)' }),
      isHarmful ? say({ en: 'promptly', fr: 'avec diligence' }) : later,
      say({
        en: 'section 3.5: where there is a risk of serious injury, unless telling them would hinder an investigation',
        fr: 'article 3.5 : s’il y a un risque de préjudice sérieux, sauf si les informer pouvait entraver une enquête',
      }),
    ],
  ]
}
