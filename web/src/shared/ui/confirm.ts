import type { HookAPI } from 'antd/es/modal/useModal';
import type { ReactNode } from 'react';

/** Asks before something is lost. The dialog stays open, and shows it is busy, until the action has ended. */
export function confirmDanger(
    modal: HookAPI,
    question: { title: string; content?: ReactNode; okText: string; run: () => Promise<unknown> },
): void {
    modal.confirm({
        title: question.title,
        content: question.content,
        okText: question.okText,
        okButtonProps: { danger: true },
        autoFocusButton: 'cancel',
        onOk: () => question.run(),
    });
}
