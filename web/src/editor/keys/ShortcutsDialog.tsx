import { App, Button, Flex, Input, Modal, Popconfirm, Segmented, Switch } from 'antd';
import { useRef, useState } from 'react';
import { messageOf } from '../../api';
import { shownKeys } from '../../shared/keys/chord';
import type { Binding } from '../../shared/keys/keymap';
import { DEFAULT_KEYS, type KeySettings, type PresetName } from '../../shared/keys/settings';
import { t } from '../../shared/language';
import { saveText } from '../../shared/saveText';
import { WORKSPACES, type WorkspaceName } from '../session/workspaces';
import { GENERAL_GROUPS, groupOf } from './bindings';
import { GESTURE_IDS } from '../tools/modifiers';
import { exportedKeys, importedKeys } from './exchange';
import { GestureRow } from './GestureRow';
import { KeyRow } from './KeyRow';
import { GESTURE_TEXTS, heldAnd } from './mouse';
import { useKeySettings, type Keys } from './useKeySettings';
import './keys.css';

/** Under which heading a command stands: where it may be given, and within the editor what it is about. */
function headingOf({ id, scope }: Binding): string {
    if (scope === 'page') return t('Everywhere');
    if (scope === 'editor') return groupOf(id);
    return WORKSPACES[scope as WorkspaceName].title;
}

function headings(bindings: readonly Binding[]): string[] {
    const all = new Set([t('Everywhere'), ...GENERAL_GROUPS, ...bindings.map(headingOf)]);
    return [...all];
}

/** Changes the keys of every command. What is changed is kept at once, with the account. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
    const keys = useKeySettings();
    const [search, setSearch] = useState('');
    const wanted = search.trim().toLowerCase();
    const fits = ({ title, keys: own }: Binding) =>
        `${title} ${own.map(one => shownKeys(one)).join(' ')}`.toLowerCase().includes(wanted);
    const found = keys.bindings.filter(fits);
    const { mouse } = keys;
    const gestures = GESTURE_IDS.filter(id => {
        const { way, does } = GESTURE_TEXTS[id];
        return `${does} ${mouse[id].map(held => heldAnd(held, way)).join(' ')}`.toLowerCase().includes(wanted);
    });
    return (
        <Modal open onCancel={onClose} footer={null} title={t('Keys')} width={760} className="ed-shortcuts">
            <Choices keys={keys} />
            <Input
                allowClear
                autoFocus
                placeholder={t('Search by name or key')}
                aria-label={t('Search keys')}
                value={search}
                onChange={event => setSearch(event.target.value)}
            />
            <div className="ed-shortcuts-list">
                {headings(keys.bindings).map(heading => {
                    const rows = found.filter(one => headingOf(one) === heading);
                    if (!rows.length) return null;
                    return (
                        <section key={heading}>
                            <h3>{heading}</h3>
                            <ul aria-label={heading}>
                                {rows.map(binding => (
                                    <KeyRow key={binding.id} binding={binding} keys={keys} />
                                ))}
                            </ul>
                        </section>
                    );
                })}
                {gestures.length > 0 && (
                    <section>
                        <h3>{t('Mouse, with keys held')}</h3>
                        <ul aria-label={t('Mouse, with keys held')}>
                            {gestures.map(id => (
                                <GestureRow key={id} id={id} keys={mouse} onChange={keys.setMouse} />
                            ))}
                        </ul>
                    </section>
                )}
                {!found.length && !gestures.length && <p>{t('Nothing is called or typed like that.')}</p>}
            </div>
            <p className="ed-shortcuts-note">{t('Keys of labels are given in the Labels tab of the editor.')}</p>
        </Modal>
    );
}

/** What concerns all keys: the preset, where letters are, files, and the way back. */
function Choices({ keys: { settings, set } }: { keys: Keys }) {
    const changes = changesOf(settings);
    return (
        <Flex gap={10} align="center" wrap className="ed-shortcuts-choices">
            <Segmented<PresetName>
                aria-label={t('Preset')}
                value={settings.preset}
                onChange={preset => set({ ...settings, preset })}
                options={[
                    { value: 'limn', label: 'Limn' },
                    { value: 'cvat', label: 'CVAT' },
                    { value: 'labelstudio', label: 'Label Studio' },
                    { value: 'roboflow', label: 'Roboflow, V7' },
                    { value: 'hand', label: t('One hand') },
                ]}
            />
            <label>
                <Switch
                    size="small"
                    checked={settings.byPlace}
                    onChange={byPlace => set({ ...settings, byPlace })}
                    aria-label={t('Letters by place')}
                />{' '}
                {t('Letters by their place on a US keyboard')}
            </label>
            <span className="ed-shortcuts-files">
                <ImportButton set={set} />
                <Button
                    size="small"
                    onClick={() => saveText('limn-keys.json', exportedKeys(settings), 'application/json')}
                >
                    {t('Export')}
                </Button>
                <Popconfirm
                    title={t('Restore all keys of the preset?')}
                    description={t(
                        '{changes} changed {changes, plural, one {command} other {commands}}. Export them first to keep them.',
                        { changes },
                    )}
                    okText={t('Restore')}
                    disabled={!changes}
                    onConfirm={() => set({ ...DEFAULT_KEYS, preset: settings.preset, byPlace: settings.byPlace })}
                >
                    <Button size="small" disabled={!changes}>
                        {t('Restore all')}
                    </Button>
                </Popconfirm>
            </span>
        </Flex>
    );
}

/** How many commands and gestures have other keys than the preset. */
const changesOf = ({ own, mouse }: KeySettings) => Object.keys(own).length + Object.keys(mouse).length;

function ImportButton({ set }: Pick<Keys, 'set'>) {
    const { message } = App.useApp();
    const input = useRef<HTMLInputElement>(null);
    const take = async (file: File) => {
        try {
            const { settings, left } = importedKeys(await file.text());
            set(settings);
            const changes = changesOf(settings);
            const said = [t('Keys are as in {name}: {changes} differ from the preset.', { name: file.name, changes })];
            if (left) said.push(t('{left} entries mean nothing here and were left out.', { left }));
            void message.success(said.join(' '));
        } catch (error) {
            void message.error(t('Your keys are as they were. {error}', { error: messageOf(error) }), 8);
        }
    };
    return (
        <>
            <input
                ref={input}
                type="file"
                accept=".json,application/json"
                hidden
                aria-label={t('File of keys')}
                onChange={event => {
                    const [file] = event.target.files ?? [];
                    event.target.value = '';
                    if (file) void take(file);
                }}
            />
            <Button size="small" onClick={() => input.current?.click()}>
                {t('Import')}
            </Button>
        </>
    );
}
