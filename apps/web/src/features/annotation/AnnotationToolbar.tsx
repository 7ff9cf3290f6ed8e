import type { AnnotationLayer, InkNib } from '@app/contracts';
import {
  Eraser,
  Hand,
  Highlighter,
  Landmark,
  Lock,
  MousePointer2,
  Move,
  Pen,
  Redo2,
  Undo2,
  UsersRound,
  type LucideIcon,
} from 'lucide-react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { Toolbar } from 'react-aria-components/Toolbar';
import { useI18n } from '../../i18n';
import { useBehavior, useScoped, type Behavior } from '../../state';
import { Button, ErrorNote, IconButton, Menu, Tip } from '../../ui';
import type { ConnectionStatus } from '../../wire';
import type { NoteAbilities, PaperNotes } from './annotation.view-model';
import styles from './AnnotationToolbar.module.css';
import type { ChosenText } from './highlighting.view-model';
import { COLOURS, layerOn, layersFor, WIDTHS, type Dock, type Tool, type Tools } from './tools.view-model';
import { createWorkplace, type Workplace } from './workplace.view-model';

export interface AnnotationToolbarProps {
  readonly notes: PaperNotes;
  readonly tools: Tools;
  readonly status: Behavior<ConnectionStatus>;
  /** As the reader's view says; nothing allowed: no tools. */
  readonly abilities: NoteAbilities;
  /** The reader's selection as a text range of one page; left out for page images. */
  readonly readSelection?: (() => ChosenText | null) | undefined;
}

const TOOLS: readonly { tool: Tool; icon: LucideIcon }[] = [
  { tool: 'select', icon: MousePointer2 },
  { tool: 'pen', icon: Pen },
  { tool: 'highlighter', icon: Highlighter },
  { tool: 'eraser', icon: Eraser },
];
const LAYER_ICONS: Readonly<Record<AnnotationLayer, LucideIcon>> = { private: Lock, delegation: UsersRound, meeting: Landmark };
const DOCKS: readonly { dock: Dock; key: 'dockBottom' | 'dockTop' | 'dockStart' | 'dockEnd' }[] = [
  { dock: 'bottom', key: 'dockBottom' },
  { dock: 'top', key: 'dockTop' },
  { dock: 'start', key: 'dockStart' },
  { dock: 'end', key: 'dockEnd' },
];
const WIDTH_KEYS = ['widthThin', 'widthMedium', 'widthBroad'] as const;

/** The tools, in a pill at an edge of the paper. Keeps the paper's notes open while it is on the screen. */
export function AnnotationToolbar(props: AnnotationToolbarProps) {
  const { notes, tools, abilities, readSelection } = props;
  const place = useScoped(notes.versionId, (scope) =>
    createWorkplace(scope, notes, tools, () => notes.abilities.value ?? abilities, readSelection),
  );
  // The server's word on this connection is newer than the view's.
  const judged = useBehavior(notes.abilities) ?? abilities;
  const dock = useBehavior(tools.dock);
  return (
    <div className={styles.place} data-dock={dock}>
      <Notices notes={notes} status={props.status} />
      {place && layersFor(judged).length > 0 && <Pill {...props} abilities={judged} place={place} dock={dock} />}
    </div>
  );
}

function Pill({ notes, tools, abilities, place, dock }: AnnotationToolbarProps & { place: Workplace; dock: Dock }) {
  const { t } = useI18n();
  const tool = useBehavior(tools.tool);
  const undo = useBehavior(notes.undo);
  const redo = useBehavior(notes.redo);
  const offer = useBehavior(place.highlighting.offer);
  const finger = useBehavior(tools.fingerWrites);
  const nib: InkNib | null = tool === 'pen' ? 'pen' : tool === 'highlighter' ? 'marker' : null;
  const orientation = dock === 'start' || dock === 'end' ? 'vertical' : 'horizontal';
  return (
    <div className={styles.pills}>
      {nib && (
        // A pill of its own: the tools beside the audience stay where they are when a pen is taken up.
        <Toolbar className={styles.pill ?? ''} aria-label={`${t('annotation.colour')}, ${t('annotation.width')}`} orientation={orientation}>
          <Styles tools={tools} nib={nib} />
        </Toolbar>
      )}
      <Toolbar className={styles.pill ?? ''} aria-label={t('annotation.tools')} orientation={orientation}>
        <LayerSwitch tools={tools} abilities={abilities} />
        <span className={styles.divider} aria-hidden />
        {TOOLS.map(({ tool: one, icon: Icon }) => (
          <IconButton
            key={one}
            label={t(`annotation.${one}`)}
            icon={<Icon size={22} strokeWidth={1.75} aria-hidden />}
            pressed={tool === one}
            onPress={() => tools.choose(one)}
          />
        ))}
        {offer && (
          <Button variant="quiet" icon={<Highlighter size={20} aria-hidden />} onPress={offer}>
            {t('annotation.highlightSelection')}
          </Button>
        )}
        <span className={styles.divider} aria-hidden />
        <IconButton
          label={t('annotation.undo')}
          icon={<Undo2 size={22} strokeWidth={1.75} aria-hidden className="points" />}
          isDisabled={!undo}
          onPress={() => undo?.()}
        />
        <IconButton
          label={t('annotation.redo')}
          icon={<Redo2 size={22} strokeWidth={1.75} aria-hidden className="points" />}
          isDisabled={!redo}
          onPress={() => redo?.()}
        />
        <span className={styles.touchOnly}>
          <IconButton
            label={t('annotation.fingerWrites')}
            icon={<Hand size={22} strokeWidth={1.75} aria-hidden />}
            pressed={finger}
            onPress={() => tools.toggleFinger()}
          />
        </span>
        <Menu
          label={t('annotation.dock')}
          trigger={<IconButton label={t('annotation.dock')} icon={<Move size={20} strokeWidth={1.75} aria-hidden />} />}
          entries={DOCKS.map(({ dock: edge, key }) => ({ id: edge, text: t(`annotation.${key}`), run: () => tools.dockTo(edge) }))}
        />
      </Toolbar>
    </div>
  );
}

/** Whom I write to: always in sight, in its colour and in words, so that nobody writes to the wrong audience. */
function LayerSwitch({ tools, abilities }: { tools: Tools; abilities: NoteAbilities }) {
  const { t } = useI18n();
  const current = layerOn(useBehavior(tools.layer), abilities);
  return (
    // A group of buttons and not radios: arrows walk through the toolbar, and must not change the audience on their way.
    <ToggleButtonGroup
      className={styles.layers ?? ''}
      aria-label={t('annotation.layer')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={current ? [current] : []}
      onSelectionChange={([layer]) => {
        const chosen = layersFor(abilities).find((one) => one === layer);
        if (chosen) tools.chooseLayer(chosen);
      }}
    >
      {layersFor(abilities).map((layer) => {
        const Icon = LAYER_ICONS[layer];
        return (
          <Tip key={layer} text={t(`annotation.layerWho_${layer}`)}>
            <ToggleButton id={layer} className={styles.layer ?? ''} data-layer={layer}>
              <Icon size={18} strokeWidth={2} aria-hidden />
              <span>{t(`annotation.layer_${layer}`)}</span>
            </ToggleButton>
          </Tip>
        );
      })}
    </ToggleButtonGroup>
  );
}

function Styles({ tools, nib }: { tools: Tools; nib: InkNib }) {
  const { t } = useI18n();
  const style = useBehavior(tools.styles)[nib];
  return (
    <>
      {COLOURS[nib].map((colour) => (
        <IconButton
          key={colour}
          label={`${t('annotation.colour')}: ${t(`annotation.colour_${colour}`)}`}
          icon={<span className={styles.swatch} data-colour={colour} aria-hidden />}
          pressed={style.colour === colour}
          onPress={() => tools.chooseStyle(nib, { colour })}
        />
      ))}
      <span className={styles.divider} aria-hidden />
      {WIDTHS[nib].map((width, index) => (
        <IconButton
          key={width}
          label={`${t('annotation.width')}: ${t(`annotation.${WIDTH_KEYS[index] ?? 'widthMedium'}`)}`}
          icon={<span className={styles.width} style={{ blockSize: `${2 + index * 3}px` }} aria-hidden />}
          pressed={style.width === width}
          onPress={() => tools.chooseStyle(nib, { width })}
        />
      ))}
    </>
  );
}

/** What is not stored yet, and what was refused: said in words, never hidden. */
function Notices({ notes, status }: { notes: PaperNotes; status: Behavior<ConnectionStatus> }) {
  const { t } = useI18n();
  const waiting = useBehavior(notes.waiting);
  const refused = useBehavior(notes.refused);
  const line = useBehavior(status);
  const offline = line === 'offline' || line === 'closed';
  return (
    <>
      {refused && (
        <ErrorNote error={refused}>
          <p>{t('annotation.refusedText')}</p>
          <Button onPress={() => notes.retryRefused()}>{t('common.retry')}</Button>
          <Button variant="danger" onPress={() => notes.discardRefused()}>
            {t('annotation.discardRefused')}
          </Button>
        </ErrorNote>
      )}
      <p className={styles.status} role="status" data-shown={(offline && line !== 'closed') || (offline && waiting > 0) || undefined}>
        {offline ? `${t('annotation.offline')} ${waiting > 0 ? t('annotation.waiting', { count: waiting }) : ''}` : ''}
      </p>
    </>
  );
}
