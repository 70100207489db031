import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** A text of the page as the source has it, with the names of the values that are given. */
export interface Text {
    readonly message: string;
    /** Null where nothing is given: the text is no ICU message then. */
    readonly values: readonly string[] | null;
    readonly place: string;
}

export interface Reading {
    readonly texts: readonly Text[];
    /** What is wrong with the source, a line each. */
    readonly problems: readonly string[];
}

/** What people see or hear of an element, a notice or a question. */
const SHOWN = new Set(
    (
        'title label placeholder alt aria-label aria-description aria-valuetext aria-roledescription content okText cancelText ' +
        'message description about help extra tooltip heading subTitle hint text unit suffix prefix addonBefore addonAfter tip'
    ).split(' '),
);
/** Errors of a worker, which the page translates. */
const TOLD = /^(Told|SignedOut)$/;
const TELLING = /(^|\.)(reportError|reportSuccess|notify|announce)$/;

/** Names, signs and words that are the same in every language. */
const SAME = new Set([
    'Limn',
    'CVAT',
    'Label Studio',
    'Roboflow, V7',
    'px',
    'YYYY-MM-DD HH:mm',
    'Amazon S3',
    'Azure Blob Storage',
    'Google Cloud Storage',
    'day',
]);

/** Addresses, paths, colours, codes, fields of the filter, and keys. */
const IS_CODE = /^(https?:|[/#]|attr\.|\{\{)|^[\w+/.@-]+[/.+-]\w+$/;

const isWritten = (node: ts.Node): node is ts.StringLiteral | ts.NoSubstitutionTemplateLiteral =>
    ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);

/** Several letters are a word; one is a key or a coordinate. */
const isText = (text: string) => /\p{L}{2}/u.test(text) && !SAME.has(text.trim()) && !IS_CODE.test(text.trim());

function sources(root: string): string[] {
    return readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter(name => /\.tsx?$/.test(name) && !/\.(test|testing)\.tsx?$|testdata/.test(name))
        .map(name => join(root, name));
}

/** Reads the texts of all modules below a folder. */
export function readTexts(root: string): Reading {
    const texts: Text[] = [];
    const problems: string[] = [];
    for (const path of sources(root)) {
        const code = readFileSync(path, 'utf8');
        readModule(ts.createSourceFile(relative(root, path), code, ts.ScriptTarget.Latest, true), texts, problems);
    }
    return { texts, problems };
}

function readModule(module: ts.SourceFile, texts: Text[], problems: string[]): void {
    const placeOf = (node: ts.Node) =>
        `${module.fileName}:${module.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    const bare = (node: ts.Node, text: string) => {
        if (isText(text)) problems.push(`${placeOf(node)}: “${text.trim()}” is not translated`);
    };

    function readText([message, values]: readonly ts.Expression[]): void {
        if (!isWritten(message)) {
            problems.push(`${placeOf(message)}: a text must stand in the call itself`);
            return;
        }
        texts.push({ message: message.text, values: namesOf(values), place: placeOf(message) });
    }

    /** The parts of an expression that may become its value. */
    function showsBare(node: ts.Node): void {
        if (isWritten(node)) bare(node, node.text);
        else if (ts.isTemplateExpression(node)) {
            bare(node, [node.head.text, ...node.templateSpans.map(span => span.literal.text)].join(' 1 '));
        } else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(showsBare);
        else if (ts.isBinaryExpression(node) && !/^[=!<>]/.test(node.operatorToken.getText())) {
            if (node.operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken) showsBare(node.left);
            showsBare(node.right);
        } else if (ts.isParenthesizedExpression(node)) showsBare(node.expression);
    }

    function visit(node: ts.Node): void {
        if (ts.isJsxText(node)) bare(node, node.text);
        if (ts.isNewExpression(node) && TOLD.test(node.expression.getText())) readText(node.arguments ?? []);
        if (ts.isCallExpression(node)) {
            const called = node.expression.getText();
            if (called === 't' || called === 'rich') readText(node.arguments);
            // The first word of a notice is its kind.
            else if (TELLING.test(called)) node.arguments.slice(called.endsWith('notify') ? 1 : 0).forEach(showsBare);
        }
        if (ts.isJsxAttribute(node) && SHOWN.has(node.name.getText()) && node.initializer) {
            showsBare(
                ts.isJsxExpression(node.initializer) && node.initializer.expression
                    ? node.initializer.expression
                    : node.initializer,
            );
        }
        if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) showsBare(node.expression);
        if (ts.isPropertyAssignment(node) && SHOWN.has(node.name.getText())) showsBare(node.initializer);
        ts.forEachChild(node, visit);
    }
    visit(module);
}

function namesOf(values: ts.Expression | undefined): string[] | null {
    if (!values) return null;
    if (!ts.isObjectLiteralExpression(values)) return [];
    return values.properties.map(({ name }) => name?.getText() ?? '…');
}
