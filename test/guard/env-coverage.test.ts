import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HUSHKEY, TestRepository } from '../support/repository.js';

interface EnvReport {
  ok: boolean;
  secretFiles: { path: string; verdict: string; rule?: { file: string; line: number; pattern: string } }[];
  templates: { path: string; verdict: string }[];
  tracked: string[];
}

function envReport(repo: TestRepository): { code: number | null; report: EnvReport } {
  const { code, stdout } = repo.hushkey('env', '--format', 'json');
  return { code, report: JSON.parse(stdout) as EnvReport };
}

function verdictOf(report: EnvReport, path: string): string | undefined {
  return report.secretFiles.find((probe) => probe.path === path)?.verdict;
}

describe('hushkey env', () => {
  it('fails when nothing ignores .env, and says what .gitignore should hold', () => {
    const repo = new TestRepository();
    const { code, report } = envReport(repo);
    expect(code).toBe(1);
    expect(report.ok).toBe(false);
    expect(verdictOf(report, '.env')).toBe('uncovered');
    expect(repo.hushkey('env').stdout).toContain('!.env.example');
  });

  it('passes with the three rules of the guide, and names the rule that decides', () => {
    const repo = new TestRepository();
    repo.write('.gitignore', '# secrets\n.env\n.env.*\n!.env.example\n');
    const { code, report } = envReport(repo);
    expect(code).toBe(0);
    expect(report.ok).toBe(true);
    const rule = report.secretFiles.find(({ path }) => path === '.env.local')?.rule;
    expect(rule).toEqual({ file: '.gitignore', line: 3, pattern: '.env.*' });
    expect(repo.hushkey('env', '--quiet').output).toBe('');
  });

  it('asks from the top level, wherever it is run', () => {
    const repo = new TestRepository();
    repo.write('.gitignore', '/.env\n/.env.*\n!.env.example\n');
    mkdirSync(join(repo.folder, 'deep', 'down'), { recursive: true });
    const { code } = repo.run(process.execPath, [HUSHKEY, 'env'], { cwd: 'deep/down' });
    expect(code).toBe(0);
  });

  it('fails when a template is ignored with the rest', () => {
    const repo = new TestRepository();
    repo.write('.gitignore', '.env\n.env.*\n');
    const { code, report } = envReport(repo);
    expect(code).toBe(1);
    expect(report.templates).toMatchObject([{ path: '.env.example', verdict: 'covered' }]);
  });

  it('sees that a later rule lets a secret file in again', () => {
    const repo = new TestRepository();
    repo.write('.gitignore', '.env\n.env.*\n!.env.example\n!.env.production\n');
    const { code, report } = envReport(repo);
    expect(code).toBe(1);
    expect(verdictOf(report, '.env.production')).toBe('re-included');
    expect(verdictOf(report, '.env')).toBe('covered');
  });

  it('does not count what only this clone or this user ignores', () => {
    const repo = new TestRepository();
    writeFileSync(join(repo.folder, '.git', 'info', 'exclude'), '.env\n');
    const excludes = join(repo.folder, '..', 'my-excludes');
    writeFileSync(excludes, '.env.*\n');
    repo.git('config', 'core.excludesFile', excludes);
    const { code, report } = envReport(repo);
    expect(code).toBe(1);
    expect(verdictOf(report, '.env')).toBe('only-here');
    expect(verdictOf(report, '.env.local')).toBe('only-here');
  });

  it('finds environment files that are tracked although they are ignored, and leaves templates alone', () => {
    const repo = new TestRepository();
    repo.stage('apps/web/.env.production', 'NAME=value\n');
    repo.stage('apps/web/.env.example', 'NAME=\n');
    repo.commit();
    appendFileSync(join(repo.folder, '.gitignore'), '.env\n.env.*\n!.env.example\n');
    const { code, report } = envReport(repo);
    expect(code).toBe(1);
    expect(report.tracked).toEqual(['apps/web/.env.production']);
    expect(repo.hushkey('env').stdout).toContain('git rm --cached -- apps/web/.env.production');
  });

  it('shows a hostile file name escaped', () => {
    const repo = new TestRepository();
    repo.stage('a\u001b[31m\u202e/.env', 'NAME=value\n');
    const { stdout } = repo.hushkey('env');
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toContain('\u202e');
    expect(stdout).toContain('a\\x1b[31m\\u202e/.env');
  });

  it('says in one sentence that a bare repository has no working tree', () => {
    const repo = new TestRepository(['--bare']);
    const { code, stdout, stderr } = repo.hushkey('env');
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe('hushkey: this is a bare repository: it has no working tree\n');
  });
});
