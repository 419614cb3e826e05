// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/find_bar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kFindWidth = 320;

QToolButton* findButton(const QIcon& icon, const QString& text, const QString& tip,
                        QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setIcon(icon);
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}  // namespace

FindBar::FindBar(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_words(new QLineEdit(this)),
      m_only(findButton(theme.icon(QStringLiteral("filter")), tr("Only these"),
                        tr("Show only the rows that hold it"), this)),
      m_note(new QLabel(this)) {
    m_words->setPlaceholderText(tr("Find text, or bytes such as 0D 0A"));
    m_words->setAccessibleName(tr("Find in the console"));
    m_words->setToolTip(tr("Enter finds the next, Shift+Enter the one before, Esc ends"));
    m_words->setMaximumWidth(kFindWidth);
    m_words->setClearButtonEnabled(true);
    m_words->addAction(theme.icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_only->setCheckable(true);
    m_only->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    auto* next = findButton(theme.icon(QStringLiteral("down")), tr("Next"),
                            tr("The next one (Enter)"), this);
    auto* before = findButton(theme.icon(QStringLiteral("up")), tr("Previous"),
                              tr("The one before (Shift+Enter)"), this);
    auto* close = findButton(theme.icon(QStringLiteral("close")), tr("End the search"),
                             tr("End (Esc)"), this);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 4);
    layout->setSpacing(4);
    layout->addWidget(m_words, 1);
    layout->addWidget(before);
    layout->addWidget(next);
    layout->addWidget(m_only);
    layout->addWidget(m_note);
    layout->addStretch();
    layout->addWidget(close);
    connect(m_words, &QLineEdit::textChanged, this, &FindBar::changed);
    connect(m_only, &QToolButton::toggled, this, &FindBar::changed);
    connect(next, &QToolButton::clicked, this, [this] { emit asked(Way::Next); });
    connect(before, &QToolButton::clicked, this, [this] { emit asked(Way::Previous); });
    connect(close, &QToolButton::clicked, this, &FindBar::end);
    hide();
}

void FindBar::begin() {
    show();
    m_words->setFocus(Qt::ShortcutFocusReason);
    m_words->selectAll();
}

void FindBar::end() {
    m_words->clear();
    m_only->setChecked(false);
    hide();
    emit closed();
}

void FindBar::say(const QString& text) {
    m_note->setText(text);
}

QString FindBar::words() const {
    return m_words->text();
}

bool FindBar::showsOnlyMatches() const {
    return m_only->isChecked();
}

void FindBar::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Escape: end(); return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            emit asked(event->modifiers() & Qt::ShiftModifier ? Way::Previous : Way::Next);
            return;
        default: QWidget::keyPressEvent(event);
    }
}

}  // namespace telemetryhub::ui
