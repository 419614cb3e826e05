// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/console_view.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include "panels/row_painting.h"
#include "panels/wire_text.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr int kMargin = 8;

QString clockWithMilliseconds(std::int64_t wallNs) {
    const std::int64_t milliseconds = wallNs / 1'000'000 % 1000;
    return clockText(wallNs) + QLocale().decimalPoint() +
           QStringLiteral("%1").arg(milliseconds, 3, 10, QLatin1Char('0'));
}

}  // namespace

ConsoleView::ConsoleView(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_view(new QPlainTextEdit(this)),
      m_title(new QLabel(tr("Console"), this)),
      m_note(new QLabel(this)),
      m_follow(new QPushButton(tr("&Newest"), this)) {
    m_view->setReadOnly(true);
    m_view->setUndoRedoEnabled(false);
    m_view->setMaximumBlockCount(static_cast<int>(engine::TextLog::kMaxLines));
    m_view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_view->setAccessibleName(tr("Console: lines received and sent"));
    m_view->setPlaceholderText(tr("No text line yet. Lines that hold data become values instead."));
    m_view->document()->setDocumentMargin(kMargin);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_follow->setAutoDefault(false);
    m_follow->setAccessibleName(tr("Go to the newest line"));
    connect(m_follow, &QPushButton::clicked, this, &ConsoleView::follow);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &ConsoleView::scrolled);

    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_title);
    head->addWidget(m_note, 1);
    head->addWidget(m_follow);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_view, 1);
    // The row keeps its height when the button goes.
    QSizePolicy policy = m_follow->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_follow->setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, &ConsoleView::applyTheme);
    applyTheme();
}

bool ConsoleView::isAtEnd() const {
    const QScrollBar& bar = *m_view->verticalScrollBar();
    return bar.value() >= bar.maximum();
}

void ConsoleView::display(std::vector<engine::TextLine> lines) {
    m_lines = std::move(lines);
    if (isAtEnd()) appendNew();
    updateNote();
}

void ConsoleView::follow() {
    appendNew();
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
    updateNote();
}

void ConsoleView::scrolled() {
    if (m_appending) return;
    if (isAtEnd()) appendNew();
    updateNote();
}

void ConsoleView::appendNew() {
    m_appending = true;
    bool added = false;
    for (const engine::TextLine& line : m_lines) {
        if (line.number <= m_shown) continue;
        append(line);
        added = true;
    }
    if (added) m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
    m_appending = false;
}

void ConsoleView::append(const engine::TextLine& line) {
    const ThemeColors& colors = m_theme.colors();
    const bool sent = line.direction == engine::Direction::Sent;
    QTextCharFormat muted;
    muted.setForeground(colors.muted);
    QTextCharFormat words;
    words.setForeground(sent ? colors.accent : colors.text);
    QTextCursor cursor(m_view->document());
    cursor.movePosition(QTextCursor::End);
    if (!m_view->document()->isEmpty()) cursor.insertBlock();
    cursor.insertText(clockWithMilliseconds(line.time.wallNs) + QStringLiteral("  "), muted);
    cursor.insertText((sent ? tr("out") : tr("in")).leftJustified(4), sent ? words : muted);
    cursor.insertText(wireText(line.text), words);
    m_shown = line.number;
}

void ConsoleView::updateNote() {
    const auto waiting =
        std::count_if(m_lines.begin(), m_lines.end(),
                      [this](const engine::TextLine& line) { return line.number > m_shown; });
    const bool paused = !isAtEnd();
    const std::uint64_t older = m_lines.empty() ? 0 : m_lines.front().number - 1;
    QStringList parts;
    if (paused)
        parts << (waiting == 1 ? tr("paused, 1 new line")
                               : tr("paused, %1 new lines").arg(waiting));
    if (older > 0) parts << tr("%1 older lines are not kept").arg(countText(older));
    m_note->setText(parts.join(QStringLiteral(" \u00b7 ")));
    m_follow->setVisible(paused);
}

QString ConsoleView::text() const {
    return m_view->toPlainText();
}

QString ConsoleView::note() const {
    return m_note->text();
}

void ConsoleView::applyTheme() {
    m_view->setFont(m_theme.fixedFont());
    m_title->setFont(semibold(m_theme.bodyFont()));
    m_note->setFont(m_theme.smallFont());
    // Each line has the colours of the theme that it was written in.
    m_view->clear();
    m_shown = 0;
    appendNew();
}

}  // namespace telemetryhub::ui
