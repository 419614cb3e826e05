// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/manual_window.h"

#include <array>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QToolButton>
#include <QTreeWidget>

#include "theme/theme.h"
#include "window/manual_page.h"

namespace telemetryhub::ui {
namespace {

constexpr QLatin1String kManualGeometryKey("manual/geometry");
constexpr std::array kPages{QLatin1String("README.md"),         QLatin1String("connecting.md"),
                            QLatin1String("watching.md"),       QLatin1String("profiles.md"),
                            QLatin1String("alarms.md"),         QLatin1String("recording.md"),
                            QLatin1String("headless.md"),       QLatin1String("api.md"),
                            QLatin1String("ledger.md"),         QLatin1String("promises.md"),
                            QLatin1String("troubleshooting.md")};
constexpr int kContentsDepth = 2;

int levelOf(const QString& line) {
    int level = 0;
    while (level < line.size() && line[level] == QLatin1Char('#'))
        ++level;
    return level > 0 && level < line.size() && line[level] == QLatin1Char(' ') ? level : 0;
}

void addHeadings(const QString& page, std::vector<ManualHeading>& headings) {
    bool code = false;
    const QStringList lines = manualText(page).split(QLatin1Char('\n'));
    for (const QString& line : lines) {
        if (line.startsWith(QLatin1String("```"))) code = !code;
        const int level = code ? 0 : levelOf(line);
        if (level == 0) continue;
        const QString title = line.mid(level + 1).trimmed().remove(QLatin1Char('`'));
        headings.push_back({page, level == 1 ? QString() : anchorOf(title), title, level});
    }
}

QToolButton* barButton(const QIcon& icon, const QString& text, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setIcon(icon);
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}  // namespace

QString ManualHeading::target() const {
    return anchor.isEmpty() ? page : page + QLatin1Char('#') + anchor;
}

std::vector<ManualHeading> manualHeadings() {
    std::vector<ManualHeading> headings;
    for (const QLatin1String page : kPages)
        addHeadings(page, headings);
    return headings;
}

ManualWindow::ManualWindow(const Theme& theme, QSettings* settings, QWidget* parent)
    : QWidget(parent, Qt::Window),
      m_theme(theme),
      m_settings(settings),
      m_contents(new QTreeWidget(this)),
      m_page(new ManualPage(this)) {
    setObjectName(QStringLiteral("manual"));
    setWindowTitle(tr("TelemetryHub manual"));
    resize(1040, 760);
    if (settings) restoreGeometry(settings->value(kManualGeometryKey).toByteArray());
    m_contents->setAccessibleName(tr("Contents"));
    m_contents->setHeaderHidden(true);
    m_contents->setFrameShape(QFrame::NoFrame);
    m_contents->setMinimumWidth(200);
    m_page->setAccessibleName(tr("Page of the manual"));
    auto* splitter = new QSplitter(this);
    splitter->addWidget(m_contents);
    splitter->addWidget(m_page);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({260, 780});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(splitter, 1);
    fillContents();
    connect(m_contents, &QTreeWidget::itemActivated, this,
            [this](QTreeWidgetItem* item) { open(item->data(0, Qt::UserRole).toString()); });
    connect(m_contents, &QTreeWidget::itemClicked, this,
            [this](QTreeWidgetItem* item) { open(item->data(0, Qt::UserRole).toString()); });
    connect(m_page, &ManualPage::opened, this, &ManualWindow::markCurrent);
    connect(&theme, &Theme::changed, this, &ManualWindow::applyTheme);
    auto* close = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    connect(close, &QShortcut::activated, this, &QWidget::close);
    applyTheme();
}

ManualWindow::~ManualWindow() {
    if (m_settings) m_settings->setValue(kManualGeometryKey, saveGeometry());
}

QWidget* ManualWindow::makeBar() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 6, 8, 6);
    row->setSpacing(8);
    auto* back = barButton(m_theme.icon(QStringLiteral("back")), tr("Back (Alt+Left)"), bar);
    auto* forward =
        barButton(m_theme.icon(QStringLiteral("right")), tr("Forward (Alt+Right)"), bar);
    back->setEnabled(false);
    forward->setEnabled(false);
    connect(back, &QToolButton::clicked, m_page, &QTextBrowser::backward);
    connect(forward, &QToolButton::clicked, m_page, &QTextBrowser::forward);
    connect(m_page, &QTextBrowser::backwardAvailable, back, &QWidget::setEnabled);
    connect(m_page, &QTextBrowser::forwardAvailable, forward, &QWidget::setEnabled);
    m_search = new QLineEdit(bar);
    m_search->setPlaceholderText(tr("Find on this page (Ctrl+F)"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(320);
    m_found = new QLabel(bar);
    m_found->setForegroundRole(QPalette::PlaceholderText);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { find(false); });
    auto* focus = new QShortcut(QKeySequence(QKeySequence::Find), this);
    connect(focus, &QShortcut::activated, m_search, [this] { m_search->setFocus(); });
    auto* previous = new QShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F3), this);
    connect(previous, &QShortcut::activated, this, [this] { find(true); });
    row->addWidget(back);
    row->addWidget(forward);
    row->addStretch(1);
    row->addWidget(m_found);
    row->addWidget(m_search, 1);
    return bar;
}

void ManualWindow::fillContents() {
    QTreeWidgetItem* page = nullptr;
    for (const ManualHeading& heading : manualHeadings()) {
        if (heading.level > kContentsDepth) continue;
        auto* item = new QTreeWidgetItem({heading.title});
        item->setData(0, Qt::UserRole, heading.target());
        item->setToolTip(0, heading.title);
        if (heading.level == 1 || !page) {
            page = item;
            m_contents->addTopLevelItem(item);
        } else {
            page->addChild(item);
        }
    }
}

void ManualWindow::open(const QString& target) {
    m_page->open(target);
}

void ManualWindow::markCurrent() {
    for (int i = 0; i < m_contents->topLevelItemCount(); ++i) {
        auto* item = m_contents->topLevelItem(i);
        const bool current = item->data(0, Qt::UserRole).toString() == m_page->page();
        item->setExpanded(current);
        if (current && (!m_contents->currentItem() || m_contents->currentItem()->parent() != item))
            m_contents->setCurrentItem(item);
    }
}

// Starts again at the other end, and says so.
void ManualWindow::find(bool backwards) {
    const auto flags = backwards ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    if (m_page->find(m_search->text(), flags)) {
        m_found->clear();
        return;
    }
    const QTextCursor before = m_page->textCursor();
    m_page->moveCursor(backwards ? QTextCursor::End : QTextCursor::Start);
    if (m_page->find(m_search->text(), flags)) {
        m_found->setText(tr("began again"));
        return;
    }
    m_page->setTextCursor(before);
    m_found->setText(tr("not on this page"));
}

void ManualWindow::applyTheme() {
    m_page->setFont(m_theme.bodyFont());
    m_contents->setFont(m_theme.bodyFont());
}

QString ManualWindow::currentPage() const {
    return m_page->page();
}

QString ManualWindow::currentText() const {
    return m_page->toPlainText();
}

}  // namespace telemetryhub::ui
