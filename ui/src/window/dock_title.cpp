// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/dock_title.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include "panels/elided_label.h"
#include "panels/row_painting.h"
#include "theme/icon_engine.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kTitleHeight = 28;
constexpr int kTitleButton = 24;

QToolButton* titleButton(const QIcon& icon, const QString& text, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setIcon(icon);
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    button->setFixedSize(kTitleButton, kTitleButton);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}  // namespace

DockTitle::DockTitle(QDockWidget& dock, const Theme& theme)
    : QWidget(&dock),
      m_theme(theme),
      m_name(new QLabel(dock.windowTitle(), this)),
      m_shape(new QLabel(this)),
      m_note(new ElidedLabel(this)) {
    setMinimumHeight(kTitleHeight);
    setAccessibleName(dock.windowTitle());
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_shape->hide();
    auto* floating = titleButton(theme.icon(QStringLiteral("float")),
                                 tr("Float or dock %1").arg(dock.windowTitle()), this);
    auto* close =
        titleButton(theme.icon(QStringLiteral("close")),
                    tr("Close %1; the View menu brings it back").arg(dock.windowTitle()), this);
    connect(floating, &QToolButton::clicked, &dock,
            [&dock] { dock.setFloating(!dock.isFloating()); });
    connect(close, &QToolButton::clicked, &dock, &QDockWidget::close);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 2, 4, 2);
    layout->setSpacing(0);
    layout->addWidget(m_name);
    layout->addSpacing(8);
    layout->addWidget(m_shape);
    layout->addSpacing(4);
    layout->addWidget(m_note, 1);
    layout->addWidget(floating);
    layout->addWidget(close);
    connect(&theme, &Theme::changed, this, &DockTitle::applyTheme);
    applyTheme();
}

void DockTitle::applyTheme() {
    m_name->setFont(semibold(m_theme.bodyFont()));
    m_note->setFont(m_theme.bodyFont());
    showMark();
    update();
}

void DockTitle::setNote(const QString& note) {
    if (note != m_note->text()) m_note->setText(note);
}

void DockTitle::setMark(Mark mark) {
    if (mark == m_mark) return;
    m_mark = mark;
    showMark();
}

void DockTitle::showMark() {
    constexpr int kMarkSize = 14;
    const ThemeColors& c = m_theme.colors();
    m_shape->setVisible(m_mark != Mark::None);
    if (m_mark == Mark::Critical)
        m_shape->setPixmap(
            alarmShapePixmap(AlarmLevel::Critical, kMarkSize, devicePixelRatioF(), c));
    if (m_mark == Mark::Closed)
        m_shape->setPixmap(
            iconPixmap(QStringLiteral("check"), kMarkSize, devicePixelRatioF(), c.measuring));
}

void DockTitle::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().background);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.colors().border);
}

}  // namespace telemetryhub::ui
