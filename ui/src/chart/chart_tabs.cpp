// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/chart_tabs.h"

#include <algorithm>

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>

namespace telemetryhub::ui {

namespace {
constexpr int kTabHeight = 28;
constexpr int kWidestTab = 220;
constexpr int kNarrowestTab = 64;
constexpr int kLongestName = 60;
}  // namespace

ChartTabs::ChartTabs(QWidget* parent) : QTabBar(parent) {
    setMovable(true);
    setExpanding(false);
    setDrawBase(false);
    setDocumentMode(true);
    setElideMode(Qt::ElideRight);
    setUsesScrollButtons(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Chart pages"));
}

QSize ChartTabs::tabSizeHint(int index) const {
    return {std::clamp(QTabBar::tabSizeHint(index).width(), kNarrowestTab, kWidestTab), kTabHeight};
}

QSize ChartTabs::minimumTabSizeHint(int /*index*/) const {
    return {kNarrowestTab, kTabHeight};
}

// Qt would keep room for two scroll buttons.
QSize ChartTabs::minimumSizeHint() const {
    return {kNarrowestTab, kTabHeight};
}

void ChartTabs::rename(int tab) {
    if (tab < 0 || tab >= count()) return;
    delete m_editor;
    m_edited = tab;
    m_editor = new QLineEdit(tabText(tab), this);
    m_editor->setAccessibleName(tr("Name of the page"));
    m_editor->setToolTip(tr("Enter takes the name, Esc leaves it"));
    m_editor->setMaxLength(kLongestName);
    QRect place = tabRect(tab);
    place.setWidth(std::max(place.width(), 160));
    m_editor->setGeometry(place.intersected(rect().adjusted(0, 0, 160, 0)));
    m_editor->installEventFilter(this);
    connect(m_editor, &QLineEdit::editingFinished, this, &ChartTabs::takeName);
    m_editor->selectAll();
    m_editor->show();
    m_editor->setFocus(Qt::ShortcutFocusReason);
}

void ChartTabs::takeName() {
    if (!m_editor) return;
    const QString name = m_editor->text().simplified();
    m_editor->disconnect(this);
    m_editor->deleteLater();
    m_editor.clear();
    if (!name.isEmpty() && name != tabText(m_edited)) emit renamed(m_edited, name);
}

bool ChartTabs::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_editor || event->type() != QEvent::KeyPress) return false;
    if (static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape) return false;
    m_editor->setText({});
    takeName();
    return true;
}

void ChartTabs::mouseDoubleClickEvent(QMouseEvent* event) {
    const int tab = tabAt(event->position().toPoint());
    if (tab >= 0 && event->button() == Qt::LeftButton) rename(tab);
}

void ChartTabs::mouseReleaseEvent(QMouseEvent* event) {
    const int tab = tabAt(event->position().toPoint());
    if (event->button() == Qt::MiddleButton && tab >= 0) {
        emit closeAsked(tab);
        return;
    }
    QTabBar::mouseReleaseEvent(event);
}

void ChartTabs::contextMenuEvent(QContextMenuEvent* event) {
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    const int tab = byMouse ? tabAt(event->pos()) : currentIndex();
    if (tab < 0) return;
    emit menuAsked(tab, byMouse ? event->globalPos() : mapToGlobal(tabRect(tab).bottomLeft()));
}

void ChartTabs::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Delete)
        emit closeAsked(currentIndex());
    else
        QTabBar::keyPressEvent(event);
}

}  // namespace telemetryhub::ui
