import type { Clip } from './clip.ts'
import { flock } from './scenes/flock.ts'
import { letters } from './scenes/letters.ts'
import { orbits } from './scenes/orbits.ts'
import { shore } from './scenes/shore.ts'
import { tiles } from './scenes/tiles.ts'
import { tree } from './scenes/tree.ts'
import type { Tune } from './sound.ts'

const en = (
  by: string,
  seconds: number,
  caption: string,
  spoken: Clip['spoken'],
  tune: Tune,
  scene: Clip['scene'],
): Clip => ({ by, seconds, language: 'en', caption, spoken, tune, scene })

const sea = { voice: 'bell', ground: 'sea', beat: 0.6 } as const
const words = { voice: 'pluck', ground: 'bass', beat: 0.3 } as const
const night = { voice: 'bell', ground: 'bass', beat: 0.5 } as const
const clock = { voice: 'pluck', ground: 'tick', beat: 0.25 } as const

export const englishClips: readonly Clip[] = [
  en(
    'firstlight',
    6,
    'A shore at first light. This is where it begins. #shore #morning',
    {
      en: ['A shore at first light.', 'This is where it begins.'],
      fr: ['Un rivage au petit jour.', 'C’est ici que tout commence.'],
    },
    { ...sea, chord: [0, 4, 7], figure: [12, 16, 19, 16] },
    shore({
      above: ['#274b66', '#e0875a', '#f8d28e'],
      water: '#12384d',
      light: '#ffe6ab',
      ink: '#fff3dd',
      title: ['A shore', 'at first light'],
    }),
  ),
  en(
    'firstlight',
    7,
    'Blue hour, tide going out. Put the sound on for this one. #sea #calm',
    {
      en: ['Blue hour, and the tide goes out.', 'Nothing else happens. That is the point.'],
      fr: ['L’heure bleue, et la mer se retire.', 'Il ne se passe rien d’autre, et c’est voulu.'],
    },
    { ...sea, chord: [-3, 0, 4], figure: [9, 12, 16, 12] },
    shore({
      above: ['#0d1b3a', '#31518c', '#9fb4d8'],
      water: '#0b1f3f',
      light: '#dfe8ff',
      ink: '#eef3ff',
      title: ['Blue hour,', 'tide out'],
    }),
  ),
  en(
    'firstlight',
    6,
    'A red morning. Sailors have opinions about it. #weather #shore',
    {
      en: ['A red sky in the morning.', 'Sailors have opinions about it.'],
      fr: ['Ciel rouge le matin.', 'Les marins ont leur avis là-dessus.'],
    },
    { ...sea, chord: [2, 5, 9], figure: [14, 17, 21, 17] },
    shore({
      above: ['#4a1626', '#b93d3c', '#f3a15f'],
      water: '#3a1626',
      light: '#ffcf91',
      ink: '#ffe9d6',
      title: ['Red sky', 'in the morning'],
    }),
  ),

  en(
    'plainwords',
    6,
    'Nobody here knows what you watched. Not even us. #privacy',
    {
      en: ['Nobody here knows what you watched.', 'Not even us.'],
      fr: ['Personne ici ne sait ce que vous avez regardé.', 'Pas même nous.'],
    },
    { ...words, chord: [0, 3, 7], figure: [12, 15, 12, 19] },
    letters({
      grounds: ['#f2c14e', '#15222c', '#f4efe4'],
      inks: ['#15222c', '#f2c14e', '#15222c'],
      says: ['Nobody knows what you watched', 'Not even us'],
      small: 'The feed is put in order on your device',
    }),
  ),
  en(
    'plainwords',
    5,
    'Four things this page will never ask for. #permissions',
    {
      en: ['No camera. No microphone.', 'No location. No contacts.'],
      fr: ['Ni caméra, ni micro.', 'Ni position, ni contacts.'],
    },
    { ...words, chord: [5, 9, 12], figure: [17, 12, 21, 12] },
    letters({
      grounds: ['#0f3d4c', '#f4efe4', '#b8452f', '#f2c14e'],
      inks: ['#f4efe4', '#0f3d4c', '#f4efe4', '#15222c'],
      says: ['No camera', 'No microphone', 'No location', 'No contacts'],
      small: 'A page that never asks',
    }),
  ),
  en(
    'plainwords',
    6,
    'A law of small words: short ones do most of the work. #words',
    {
      en: ['Short words do most of the work.', 'Long ones take the credit.'],
      fr: ['Les mots courts font le gros du travail.', 'Les longs en tirent la gloire.'],
    },
    { ...words, chord: [-2, 2, 5], figure: [10, 14, 17, 14] },
    letters({
      grounds: ['#f4efe4', '#2f4a3a', '#e8dcc3'],
      inks: ['#2f4a3a', '#f4efe4', '#7a2e1d'],
      says: ['Short words', 'do the work', 'Long ones take the credit'],
      small: 'Plain words, no. 3',
    }),
  ),

  en(
    'lookup',
    7,
    'Five worlds, one clock. The inner ones hurry. #sky #orbits',
    {
      en: ['Five worlds around one star.', 'The inner ones hurry.'],
      fr: ['Cinq mondes autour d’une étoile.', 'Ceux du centre se pressent.'],
    },
    { ...night, chord: [0, 7, 14], figure: [12, 19, 14, 24] },
    orbits({
      night: ['#0a0d20', '#1f2350'],
      sun: '#ffd27a',
      ink: '#eef0ff',
      seed: 11,
      hasEclipse: false,
      title: ['The inner', 'ones hurry'],
      planets: [
        { colour: '#c98b6b', far: 118, size: 13, turns: 2.1 },
        { colour: '#e6c98f', far: 168, size: 19, turns: 1.4 },
        { colour: '#6fa8c9', far: 220, size: 20, turns: 1 },
        { colour: '#c9614a', far: 270, size: 15, turns: 0.7 },
        { colour: '#d9b48a', far: 324, size: 34, turns: 0.35 },
      ],
    }),
  ),
  en(
    'lookup',
    6,
    'An eclipse in six seconds. The real one takes its time. #eclipse #sky',
    {
      en: ['The moon crosses the sun.', 'For a moment, the day holds still.'],
      fr: ['La lune passe devant le soleil.', 'Un instant, le jour se fige.'],
    },
    { ...night, chord: [-5, 2, 7], figure: [7, 14, 19, 14] },
    orbits({
      night: ['#120c1c', '#3b2440'],
      sun: '#ffe2a0',
      ink: '#fff2e0',
      seed: 5,
      hasEclipse: true,
      title: ['Eclipse,', 'in six seconds'],
      planets: [],
    }),
  ),
  en(
    'lookup',
    6,
    'Two planets, eight to five. Venus draws a flower this way. #sky #maths',
    {
      en: ['Eight turns to five.', 'Venus draws a flower this way.'],
      fr: ['Huit tours pour cinq.', 'Vénus dessine ainsi une fleur.'],
    },
    { ...night, chord: [4, 7, 11], figure: [16, 11, 19, 23] },
    orbits({
      night: ['#06151a', '#0f3d4c'],
      sun: '#f7f0c8',
      ink: '#e6f6f4',
      seed: 23,
      hasEclipse: false,
      title: ['Eight turns', 'to five'],
      planets: [
        { colour: '#f0c27b', far: 190, size: 24, turns: 1.6 },
        { colour: '#5f9ec7', far: 280, size: 26, turns: 1 },
      ],
    }),
  ),

  en(
    'quarterturn',
    6,
    'One tile, four ways to lay it. Truchet counted the rest in 1704. #pattern',
    {
      en: ['One tile, four ways to lay it.', 'Truchet counted the rest in 1704.'],
      fr: ['Un carreau, quatre façons de le poser.', 'Truchet a compté le reste en 1704.'],
    },
    { ...clock, chord: [0, 5, 9], figure: [12, 17, 21, 17, 24, 21] },
    tiles({
      ground: '#f4efe4',
      ink: '#15222c',
      colours: ['#e07a3f', '#f2c14e', '#2f7f86', '#f4efe4'],
      seed: 3,
      title: ['One tile,', 'four ways'],
      titleInk: '#15222c',
    }),
  ),
  en(
    'quarterturn',
    5,
    'The same rule in the dark. #pattern #night',
    {
      en: ['The same rule, in the dark.', 'Every turn is a quarter.'],
      fr: ['La même règle, de nuit.', 'Chaque tour est un quart.'],
    },
    { ...clock, chord: [3, 7, 10], figure: [15, 19, 22, 19] },
    tiles({
      ground: '#111a26',
      ink: '#f2c14e',
      colours: ['#1d3a4f', '#27566b', '#111a26', '#3a2a44'],
      seed: 17,
      title: ['The same rule,', 'in the dark'],
      titleInk: '#f4efe4',
    }),
  ),
  en(
    'quarterturn',
    5,
    'Kelp and coral, by dice. #pattern #sea',
    {
      en: ['Kelp and coral, by dice.', 'No two floors alike.'],
      fr: ['Algues et corail, aux dés.', 'Aucun sol ne se répète.'],
    },
    { ...clock, chord: [-4, 0, 3], figure: [8, 12, 15, 20] },
    tiles({
      ground: '#e9f1ea',
      ink: '#1f4a3d',
      colours: ['#7fb69a', '#e9f1ea', '#e58f7b', '#c9dccf'],
      seed: 41,
      title: ['Kelp and coral,', 'by dice'],
      titleInk: '#1f4a3d',
    }),
  ),

  en(
    'overwinter',
    7,
    'Starlings do not follow a leader. Each follows seven. #birds',
    {
      en: ['No starling leads.', 'Each one watches seven others.'],
      fr: ['Aucun étourneau ne mène.', 'Chacun en observe sept autres.'],
    },
    { chord: [2, 6, 9], figure: [14, 18, 21, 26], voice: 'pluck', ground: 'sea', beat: 0.4 },
    flock({
      above: ['#3c3f63', '#c9765c', '#f2c894'],
      hills: ['#5b4a5a', '#3d3646', '#211f2c'],
      bird: '#1c1a26',
      moon: '#fff0cf',
      ink: '#fff3e2',
      seed: 2,
      title: ['Nobody leads.', 'They turn as one'],
    }),
  ),
  en(
    'overwinter',
    6,
    'Geese, by moonlight, heading for open water. #birds #night',
    {
      en: ['Geese by moonlight.', 'They know the way. We only look.'],
      fr: ['Des oies au clair de lune.', 'Elles savent le chemin. Nous regardons.'],
    },
    { chord: [-3, 2, 5], figure: [9, 14, 17, 14], voice: 'bell', ground: 'sea', beat: 0.7 },
    flock({
      above: ['#0b1424', '#21395a', '#5d7ba0'],
      hills: ['#1a2b40', '#122033', '#0a1422'],
      bird: '#e8eefc',
      moon: '#f4f1dc',
      ink: '#eef3ff',
      seed: 5,
      title: ['Geese', 'by moonlight'],
    }),
  ),
  en(
    'overwinter',
    6,
    'First warm evening. Swifts are back. #birds #spring',
    {
      en: ['The first warm evening.', 'The swifts are back.'],
      fr: ['Premier soir de douceur.', 'Les martinets sont revenus.'],
    },
    { chord: [4, 7, 11], figure: [19, 16, 23, 19], voice: 'pluck', ground: 'sea', beat: 0.3 },
    flock({
      above: ['#6fb0a8', '#cfe3c4', '#fbe7b8'],
      hills: ['#7fa37f', '#5b8468', '#37604f'],
      bird: '#23443c',
      moon: '#fff7dc',
      ink: '#1f3d36',
      seed: 8,
      title: ['The swifts', 'are back'],
    }),
  ),

  en(
    'openbooks',
    7,
    'How eight leaves prove each other. Touch one and the root changes. #ledger #proof',
    {
      en: ['Eight leaves, one root.', 'Change a leaf and the root changes with it.'],
      fr: ['Huit feuilles, une racine.', 'Changez une feuille, et la racine change.'],
    },
    { ...clock, chord: [0, 4, 9], figure: [12, 16, 21, 24] },
    tree({
      ground: '#f4efe4',
      leaf: '#2f7f86',
      node: '#15222c',
      light: '#e0972b',
      ink: '#15222c',
      title: ['Eight leaves,', 'one root'],
      leaves: ['read', 'post', 'vote', 'key', 'read', 'order', 'post', 'read'],
      proven: 5,
      says: 'Three hashes prove a leaf',
    }),
  ),
  en(
    'openbooks',
    6,
    'Whoever looks leaves a leaf. #ledger #trust',
    {
      en: ['Whoever looks leaves a leaf.', 'Whoever doubts can count them.'],
      fr: ['Qui regarde laisse une feuille.', 'Qui doute peut les compter.'],
    },
    { ...clock, chord: [-3, 0, 5], figure: [9, 12, 17, 12] },
    tree({
      ground: '#10202b',
      leaf: '#7fb69a',
      node: '#d9e4e1',
      light: '#f2c14e',
      ink: '#eef3f1',
      title: ['Whoever looks', 'leaves a leaf'],
      leaves: ['09:02', '09:40', '10:15', '11:00', '13:27', '14:05', '16:31', '17:58'],
      proven: 2,
      says: 'And the root remembers',
    }),
  ),
  en(
    'openbooks',
    6,
    'Hide one page, and the book no longer adds up. #ledger',
    { en: ['Hide one page.', 'The book no longer adds up.'], fr: ['Cachez une page.', 'Le compte n’y est plus.'] },
    { ...clock, chord: [2, 5, 8], figure: [14, 17, 20, 17] },
    tree({
      ground: '#2c1f2b',
      leaf: '#e58f7b',
      node: '#f1dfd2',
      light: '#f2c14e',
      ink: '#fbeee4',
      title: ['A book that', 'adds up'],
      leaves: ['p. 1', 'p. 2', 'p. 3', 'p. 4', 'p. 5', 'p. 6', 'p. 7', 'p. 8'],
      proven: 7,
      says: 'Every page is in the sum',
    }),
  ),
]
