/**
 * An assessment of the impact on privacy, filled in from what the shore knows of itself. Its order follows GDPR article 35(7):
 * what is done, whether it is needed, the risks, the measures; and what section 3.3 of Québec's Act respecting the protection of
 * personal information in the private sector asks to be weighed. It claims nothing that the register, the declaration, or the
 * configuration does not say; the rest is asked of the operator.
 */
import { classes, type DataClass, groups } from '../../core/register/groups.ts'
import { bounded, type Retention, retentions } from '../../core/register/retentions.ts'
import type { WhatWeHold } from '../../core/wire/register.ts'
import { columns, whatIsHeld } from '../register/index.ts'
import type { Declaration } from '../shore/index.ts'
import { measures, rights, risks } from './assessment-words.ts'
import { type Language, openWriting, paragraphs, type Writing } from './writing.ts'

export interface AssessedShore {
  /** What is declared, as `/.well-known/onshore.json` says it. */
  declaration: Pick<
    Declaration,
    'name' | 'jurisdiction' | 'operator' | 'owner' | 'controlledBy' | 'law' | 'stores' | 'processors' | 'outbound'
  >
  version: string
  at: Date
  accounts: number
  minimumAge: number
  joining: string
  clipDays: number | null
  /** Whether a program of the operator's looks at clips. */
  hasModel: boolean
  /** Paths that this version answers, so that a right is named where it can be used. */
  routes: readonly string[]
}

export function writeAssessment(shore: AssessedShore, language: Language): string {
  const writing = openWriting(language)
  const held = whatIsHeld(shore.clipDays)
  const parts = [
    head(writing, shore),
    processing(writing, shore, held),
    necessity(writing, shore),
    dangers(writing),
    taken(writing, shore),
    deciding(writing),
    annex(writing, held),
  ]
  const { say, asked } = writing
  const list = paragraphs(
    `## ${say({ en: '8. What is left to complete', fr: '8. Ce qui reste à compléter' })}`,
    asked.map((question, place) => `${place + 1}. ${question}`).join('\n'),
  )
  return `${paragraphs(...parts, list)}\n`
}

function head({ say, ask, colon }: Writing, { declaration, version, at }: AssessedShore): string {
  const unknown = say({ en: 'not declared', fr: 'non déclaré' })
  const rows: [string, string][] = [
    [say({ en: 'Operator', fr: 'Exploitant' }), declaration.operator || unknown],
    [say({ en: 'Owner', fr: 'Propriétaire' }), declaration.owner || unknown],
    [
      say({ en: 'Controlled by', fr: 'Contrôlé par' }),
      declaration.controlledBy.map(({ name, jurisdiction }) => `${name} (${jurisdiction})`).join(', ') || unknown,
    ],
    [
      say({ en: 'Jurisdiction', fr: 'Ressort' }),
      declaration.jurisdiction === 'ZZ' ? unknown : declaration.jurisdiction,
    ],
    [say({ en: 'Law', fr: 'Droit' }), declaration.law || unknown],
  ]
  return paragraphs(
    `# ${say({ en: 'Privacy impact assessment: {name}', fr: 'Évaluation des facteurs relatifs à la vie privée : {name}' }, { name: declaration.name })}`,
    say(
      {
        en: 'Written on {day} by Onshore {version} from its data register, the operator’s declaration and this shore’s configuration. What only the operator knows is marked and numbered, and listed in part 8. Write it again after each upgrade or change of configuration, and compare.',
        fr: 'Écrite le {day} par Onshore {version} d’après son registre de données, la déclaration de l’exploitant et la configuration de ce rivage. Ce que seul l’exploitant sait est marqué et numéroté, et repris dans la partie 8. Réécrivez-la après chaque mise à niveau ou changement de configuration, et comparez.',
      },
      { day: at.toISOString().slice(0, 10), version },
    ),
    `## ${say({ en: '1. Who is responsible', fr: '1. Qui est responsable' })}`,
    rows.map(([what, who]) => `- ${what}${colon}${who}`).join('\n'),
    ask({
      en: 'Name and address of the person in charge of the protection of personal information (Québec Act, section 3.1), and of the data protection officer where there is one (GDPR, article 37).',
      fr: 'Nom et adresse de la personne responsable de la protection des renseignements personnels (loi québécoise, article 3.1), et du délégué à la protection des données s’il y en a un (RGPD, article 37).',
    }),
    ask({
      en: 'Why this assessment is made: a new service, a change (which), or a review; and who took part.',
      fr: 'Pourquoi cette évaluation : un service nouveau, un changement (lequel), ou une révision ; et qui y a pris part.',
    }),
  )
}

function processing(writing: Writing, shore: AssessedShore, held: WhatWeHold): string {
  const { say, ask, table, colon, language } = writing
  const { declaration } = shore
  const rows = held.groups.map(({ title, parts }) => {
    const facts = parts.filter(({ isPersonal }) => isPersonal).flatMap(part => part.facts)
    const seen = held.classes.filter(({ id }) => facts.some(fact => fact.class === id))
    return [
      title[language],
      parts
        .filter(({ isPersonal }) => isPersonal)
        .map(part => part.title[language])
        .join(', ') || say({ en: 'nothing of a person', fr: 'rien d’une personne' }),
      seen.map(one => one.title[language]).join(', '),
      String(facts.length),
    ]
  })
  const stores = declaration.stores.map(({ what, technology, host, jurisdiction }) => [
    what,
    technology,
    host ?? say({ en: 'this machine', fr: 'cette machine' }),
    jurisdiction,
  ])
  const outside = declaration.processors.filter(
    ({ jurisdiction: place }) =>
      place !== declaration.jurisdiction && !place.startsWith(`${declaration.jurisdiction}-`),
  )
  return paragraphs(
    `## ${say({ en: '2. What is done, and what for', fr: '2. Ce qui est fait, et pourquoi' })}`,
    say(
      {
        en: 'People post short videos, watch, like, comment on, follow and report. The shore stores what is needed for that, moderates by published rules with reasons and appeals, and orders what is watched on the person’s own device: it keeps no history of what anybody watched. Accounts today: {accounts}. Joining is “{joining}”, from the age of {age}, by the person’s own word.',
        fr: 'Des personnes publient de courtes vidéos, en regardent, aiment, commentent, suivent et signalent. Le rivage garde ce qu’il faut pour cela, modère selon des règles publiées, avec motifs et recours, et met en ordre ce qui est regardé sur l’appareil même de la personne : il ne garde aucun historique de ce que l’on a regardé. Comptes aujourd’hui : {accounts}. L’inscription est « {joining} », dès {age} ans, sur la parole de la personne.',
      },
      { accounts: shore.accounts, joining: shore.joining, age: shore.minimumAge },
    ),
    shore.hasModel
      ? ask({
          en: 'A program of yours looks at clips (ONSHORE_MODEL_COMMAND): what it is, who made it, what it infers, and whether that is needed.',
          fr: 'Un programme à vous regarde les clips (ONSHORE_MODEL_COMMAND) : ce qu’il est, qui l’a fait, ce qu’il déduit, et si c’est nécessaire.',
        })
      : '',
    table(
      [
        { en: 'Subject', fr: 'Sujet' },
        { en: 'What', fr: 'Quoi' },
        { en: 'Seen by', fr: 'Vu par' },
        { en: 'Facts', fr: 'Faits' },
      ],
      rows,
    ),
    say({
      en: 'Every fact, with its own purpose, is in the annex (part 7).',
      fr: 'Chaque fait, avec son propre but, est dans l’annexe (partie 7).',
    }),
    `### ${say({ en: 'Where it is, and who receives it', fr: 'Où cela se trouve, et qui le reçoit' })}`,
    table(
      [
        { en: 'Store', fr: 'Stockage' },
        { en: 'Technology', fr: 'Technologie' },
        { en: 'Host', fr: 'Hôte' },
        { en: 'Jurisdiction', fr: 'Ressort' },
      ],
      stores,
    ),
    say({
      en: 'The program refuses to start on a store that is not declared, or is declared outside the shore’s jurisdiction.',
      fr: 'Le programme refuse de démarrer sur un stockage qui n’est pas déclaré, ou qui l’est hors du ressort du rivage.',
    }),
    declaration.processors.length > 0
      ? declaration.processors.map(({ name, jurisdiction }) => `- ${name} (${jurisdiction})`).join('\n')
      : say({ en: 'No processor is declared.', fr: 'Aucun sous-traitant n’est déclaré.' }),
    declaration.outbound.map(({ host, what }) => `- ${host}${colon}${what}`).join('\n'),
    outside.length > 0
      ? ask(
          {
            en: 'Processors outside the jurisdiction: {names}. Assess each communication there (Québec Act, section 17: sensitivity, purpose, protection, legal framework; GDPR, chapter V), and name the agreement.',
            fr: 'Sous-traitants hors du ressort : {names}. Évaluez chaque communication là-bas (loi québécoise, article 17 : sensibilité, finalité, protection, régime juridique ; RGPD, chapitre V), et nommez l’entente.',
          },
          { names: outside.map(({ name, jurisdiction }) => `${name} (${jurisdiction})`).join(', ') },
        )
      : '',
    ask({
      en: 'Who hosts the machine, the name server and the certificate, under which contract, and where each can be compelled by law.',
      fr: 'Qui héberge la machine, le serveur de noms et le certificat, sous quel contrat, et où chacun peut être contraint par la loi.',
    }),
  )
}

function necessity({ say, ask, table, colon, language }: Writing, shore: AssessedShore): string {
  const asks = Object.keys(columns).filter(name => /e_?mail|phone|birth|address$|location|contacts_/.test(name))
  const times = bounded.map(id => {
    const { boundMs = 0, ...says }: Retention = retentions[id]
    return [id, says[language], boundMs === 0 ? say({ en: 'at its end', fr: 'à sa fin' }) : lasting(boundMs, language)]
  })
  return paragraphs(
    `## ${say({ en: '3. Whether it is needed, and no more than that', fr: '3. Si c’est nécessaire, et pas davantage' })}`,
    asks.length === 0
      ? say({
          en: 'The register has no column for an e-mail address, a phone number, a birth date, a place, or contacts; people may write theirs into words of their own, and a business into its contact. Viewing is not stored.',
          fr: 'Le registre n’a aucune colonne pour un courriel, un numéro de téléphone, une date de naissance, un lieu, ou des contacts ; des personnes peuvent écrire les leurs dans leurs propres mots, et une entreprise dans son contact. Ce que l’on regarde n’est pas gardé.',
        })
      : say(
          { en: 'Columns to justify one by one: {names}.', fr: 'Colonnes à justifier une à une : {names}.' },
          { names: asks.join(', ') },
        ),
    ask({
      en: 'The lawful basis of each subject of part 2 (GDPR, article 6), or the consent or exception it rests on (Québec Act, sections 12 to 18). A contract with the person usually carries profile, clips and conversation; a legal obligation or legitimate interest carries safety.',
      fr: 'La base légale de chaque sujet de la partie 2 (RGPD, article 6), ou le consentement ou l’exception où il s’appuie (loi québécoise, articles 12 à 18). Un contrat avec la personne porte d’ordinaire profil, clips et conversation ; une obligation légale ou un intérêt légitime porte la sécurité.',
    }),
    `### ${say({ en: 'How long', fr: 'Combien de temps' })}`,
    say({
      en: 'Everything is kept by a named rule. These rules are a matter of time, and a job ends what they bound; `onshore operate retention` and the public page show what it did.',
      fr: 'Tout est gardé selon une règle nommée. Celles-ci tiennent au temps, et une tâche efface ce qu’elles bornent ; `onshore operate retention` et la page publique montrent ce qu’elle a fait.',
    }),
    table(
      [
        { en: 'Rule', fr: 'Règle' },
        { en: 'Says', fr: 'Dit' },
        { en: 'Bound', fr: 'Borne' },
      ],
      times,
    ),
    shore.clipDays === null
      ? ''
      : say(
          {
            en: 'Clips are deleted {n} days after they are shown.',
            fr: 'Les clips sont effacés {n} jours après avoir été montrés.',
          },
          { n: shore.clipDays },
        ),
    `### ${say({ en: 'Rights, and where they are used', fr: 'Droits, et où ils s’exercent' })}`,
    rights
      .map(({ right, where, route, without }) => {
        const words = route === null || shore.routes.some(one => route.test(one)) ? say(where) : null
        return words === null ? ask(without!) : `- ${say(right)}${colon}${words}`
      })
      .join('\n\n'),
    say({
      en: 'Decisions by machines: none has legal effect on a person. The comparison with removed clips opens a case, which a moderator decides; the order of a feed is computed on the person’s device, which shows why and can be told otherwise (GDPR, article 22; Québec Act, section 12.1).',
      fr: 'Décisions par des machines : aucune n’a d’effet juridique sur une personne. La comparaison avec des clips retirés ouvre un cas, que la modération décide ; l’ordre d’un fil est calculé sur l’appareil de la personne, qui montre pourquoi et à qui l’on peut dire autre chose (RGPD, article 22 ; loi québécoise, article 12.1).',
    }),
    say(
      {
        en: 'Young people: an account from {age}, by one’s own word; under 16 it is closed to strangers, is not indexed, and calm.',
        fr: 'Jeunes : un compte dès {age} ans, sur sa propre parole ; avant 16 ans il est fermé aux inconnus, non indexé, et calme.',
      },
      { age: shore.minimumAge },
    ),
    ask({
      en: 'Whether the law where you are asks for a parent’s consent at this age (GDPR, article 8; Québec Act, section 4.1: under 14), and how you meet that.',
      fr: 'Si le droit de l’endroit demande le consentement d’un parent à cet âge (RGPD, article 8 ; loi québécoise, article 4.1 : moins de 14 ans), et comment vous y répondez.',
    }),
  )
}

/** In the largest unit that it fills. */
function lasting(ms: number, language: Language): string {
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ] as const
  const [unit, size] = units.find(([, size]) => ms >= size)!
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(ms / size)
}

function dangers({ say, ask, colon }: Writing): string {
  return paragraphs(
    `## ${say({ en: '4. Risks to people', fr: '4. Risques pour les personnes' })}`,
    ...risks.map(({ title, reached, who, harm, against }) =>
      paragraphs(
        `### ${say(title)}`,
        `- ${say({ en: 'What is reached', fr: 'Ce qui est atteint' })}${colon}${say(reached, countsOf())}`,
        `- ${say({ en: 'By whom', fr: 'Par qui' })}${colon}${say(who)}`,
        `- ${say({ en: 'What it can do to a person', fr: 'Ce que cela peut faire à une personne' })}${colon}${say(harm)}`,
        `- ${say({ en: 'What stands against it', fr: 'Ce qui s’y oppose' })}${colon}${say(against)}`,
        ask(
          {
            en: '{title}: how likely (negligible, limited, significant, maximal) and how severe, with these measures and yours; and why.',
            fr: '{title} : quelle vraisemblance (négligeable, limitée, importante, maximale) et quelle gravité, avec ces mesures et les vôtres ; et pourquoi.',
          },
          { title: say(title) },
        ),
      ),
    ),
  )
}

/** How many columns there are of each class. */
function countsOf(): Record<DataClass, number> {
  const counts = { public: 0, account: 0, private: 0, sealed: 0, secret: 0 }
  for (const entry of Object.values(columns)) counts[entry.class]++
  return counts
}

function taken({ say, ask }: Writing, shore: AssessedShore): string {
  const hasBackup = shore.declaration.stores.some(({ what }) => what === 'backup')
  return paragraphs(
    `## ${say({ en: '5. Measures', fr: '5. Mesures' })}`,
    say({ en: 'In the program:', fr: 'Dans le programme :' }),
    measures.map(one => `- ${say(one)}`).join('\n'),
    say({ en: 'Around it:', fr: 'Autour de lui :' }),
    ask({
      en: 'Encryption of the machine’s disks, who has accounts on it, how they sign in, and who may read its logs.',
      fr: 'Chiffrement des disques de la machine, qui y a un compte, comment on y entre, et qui peut lire ses journaux.',
    }),
    ask(
      hasBackup
        ? {
            en: 'Backups: how often, how long each is kept (what was erased stays in it until then), who holds the key, and when a restore was last tried.',
            fr: 'Sauvegardes : à quel rythme, combien de temps chacune est gardée (ce qui a été effacé y reste jusque-là), qui détient la clé, et quand une restauration a été essayée.',
          }
        : {
            en: 'No place for backups is declared: where they are, how long each is kept, who holds the key; or why there are none.',
            fr: 'Aucun lieu de sauvegarde n’est déclaré : où elles sont, combien de temps chacune est gardée, qui détient la clé ; ou pourquoi il n’y en a pas.',
          },
    ),
    ask({
      en: 'Training of moderators and operators, and the policies on personal information that are published (Québec Act, section 3.2).',
      fr: 'Formation de la modération et de l’exploitation, et les politiques publiées sur les renseignements personnels (loi québécoise, article 3.2).',
    }),
  )
}

function deciding({ say, ask }: Writing): string {
  return paragraphs(
    `## ${say({ en: '6. Views, advice and decision', fr: '6. Points de vue, avis et décision' })}`,
    ask({
      en: 'What the people concerned or those who speak for them think of it, or why they were not asked (GDPR, article 35(9)).',
      fr: 'Ce qu’en pensent les personnes concernées ou qui parle pour elles, ou pourquoi on ne le leur a pas demandé (RGPD, article 35(9)).',
    }),
    ask({
      en: 'Advice of the person in charge or the data protection officer, and what was done with it (GDPR, article 35(2)).',
      fr: 'Avis de la personne responsable ou du délégué à la protection des données, et ce qui en a été fait (RGPD, article 35(2)).',
    }),
    ask({
      en: 'The risk that is left, whether it is accepted, by whom and on what day; where it stays high, the authority is asked first (GDPR, article 36).',
      fr: 'Le risque qui reste, s’il est accepté, par qui et quel jour ; s’il reste élevé, l’autorité est consultée d’abord (RGPD, article 36).',
    }),
    ask({
      en: 'When this is looked at again, and what would make it sooner (GDPR, article 35(11)).',
      fr: 'Quand ceci sera revu, et ce qui le ferait plus tôt (RGPD, article 35(11)).',
    }),
  )
}

function annex({ say, table, language }: Writing, held: WhatWeHold): string {
  return paragraphs(
    `## ${say({ en: '7. Annex: everything that is stored', fr: '7. Annexe : tout ce qui est gardé' })}`,
    ...held.groups.map(({ id, parts }) =>
      paragraphs(
        `### ${say(groups[id])}`,
        table(
          [
            { en: 'Where', fr: 'Où' },
            { en: 'What for', fr: 'Pourquoi' },
            { en: 'Seen by', fr: 'Vu par' },
            { en: 'How long', fr: 'Combien de temps' },
            { en: 'On erasure', fr: 'À l’effacement' },
          ],
          parts.flatMap(part =>
            part.facts.map(fact => [
              part.kind === 'table' ? `\`${part.name}.${fact.name}\`` : `\`${fact.name}\``,
              fact.purpose[language],
              classes[fact.class].title[language],
              retentions[fact.retention][language],
              held.erasures.find(({ id: erasure }) => erasure === fact.erasure)!.title[language],
            ]),
          ),
        ),
      ),
    ),
  )
}
