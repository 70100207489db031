import { Button, Flex, Typography } from 'antd';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { t } from '../shared/language';
import { describeError } from '../shared/notices';
import { Trouble } from './Trouble';

interface Props {
    children: ReactNode;
    /** A change of it (the path, say) gives the page another chance. */
    resetKey: string;
}

interface State {
    error: unknown;
    stack: string;
}

/** Catches what a page throws while it renders, so that the rest of the program stays usable. */
export class ErrorBoundary extends Component<Props, State> {
    override state: State = { error: null, stack: '' };

    static getDerivedStateFromError(error: unknown): Partial<State> {
        return { error: error ?? new Error(t('Unknown error')) };
    }

    override componentDidCatch(error: unknown, info: ErrorInfo): void {
        this.setState({ stack: info.componentStack ?? '' });
        // It was caught, but whoever watches the page for errors must hear of it all the same.
        globalThis.reportError?.(error);
    }

    override componentDidUpdate(previous: Props): void {
        if (previous.resetKey !== this.props.resetKey && this.state.error) this.setState({ error: null, stack: '' });
    }

    override render(): ReactNode {
        const { error, stack } = this.state;
        if (!error) return this.props.children;
        const { message, details } = describeError(error);
        const report = `${message}\n${details}\n${stack}`.trim();
        return (
            <Trouble
                title={t('This page stopped working')}
                text={t('What was saved is safe. Reload the page; if it happens again, send the report below.')}
                action={
                    <Flex gap={8} justify="center">
                        <Button type="primary" onClick={() => window.location.reload()}>
                            {t('Reload')}
                        </Button>
                        <Button onClick={() => this.setState({ error: null, stack: '' })}>{t('Try again')}</Button>
                    </Flex>
                }
            >
                <Typography.Paragraph copyable={{ text: report }} code className="limn-report">
                    {report}
                </Typography.Paragraph>
            </Trouble>
        );
    }
}
