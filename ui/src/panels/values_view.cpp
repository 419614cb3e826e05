// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/values_view.h"

#include <QDrag>
#include <QDragMoveEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>

#include "panels/values_model.h"

namespace telemetryhub::ui {

ValuesView::ValuesView(QWidget* parent) : QListView(parent) {
    setMovement(QListView::Static);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::NoSelection);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Always there, so that the tiles have one width whether it is needed or not.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setMouseTracking(true);
    setDragEnabled(true);
    setAcceptDrops(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setAccessibleName(tr("Values"));
    viewport()->setAutoFillBackground(false);
}

void ValuesView::mousePressEvent(QMouseEvent* event) {
    m_pressed = indexAt(event->position().toPoint());
    QListView::mousePressEvent(event);
}

void ValuesView::startDrag(Qt::DropActions) {
    if (!m_pressed.isValid()) return;
    auto* drag = new QDrag(this);
    drag->setMimeData(model()->mimeData({m_pressed}));
    drag->setPixmap(viewport()->grab(visualRect(m_pressed)));
    drag->exec(Qt::CopyAction | Qt::MoveAction, Qt::CopyAction);
    showPlace(-1);
}

int ValuesView::rowAt(const QPoint& position) const {
    const QModelIndex index = indexAt(position);
    if (!index.isValid()) return model()->rowCount();
    const QPoint middle = visualRect(index).center();
    const bool behind = hasColumns() ? position.x() > middle.x() : position.y() > middle.y();
    return index.row() + (behind ? 1 : 0);
}

void ValuesView::showPlace(int row) {
    if (row == m_place) return;
    m_place = row;
    viewport()->update();
}

void ValuesView::dragEnterEvent(QDragEnterEvent* event) {
    if (event->source() == this) event->acceptProposedAction();
}

void ValuesView::dragMoveEvent(QDragMoveEvent* event) {
    if (event->source() != this) return;
    showPlace(rowAt(event->position().toPoint()));
    event->acceptProposedAction();
}

void ValuesView::dragLeaveEvent(QDragLeaveEvent*) {
    showPlace(-1);
}

void ValuesView::dropEvent(QDropEvent* event) {
    const int row = rowAt(event->position().toPoint());
    showPlace(-1);
    if (event->source() != this || !m_pressed.isValid()) return;
    event->acceptProposedAction();
    emit moved({m_pressed.data(ValuesModel::KeyRole).toString()}, row);
}

void ValuesView::keyPressEvent(QKeyEvent* event) {
    const QModelIndex index = currentIndex();
    const int key = event->key();
    const bool back = key == Qt::Key_Up || key == Qt::Key_Left;
    const bool forth = key == Qt::Key_Down || key == Qt::Key_Right;
    if (event->modifiers() == Qt::AltModifier && (back || forth) && index.isValid()) {
        const QString moving = index.data(ValuesModel::KeyRole).toString();
        const int to = index.row() + (back ? -1 : 1);
        if (to < 0 || to >= model()->rowCount()) return;
        emit moved({moving}, back ? to : to + 1);
        setCurrentIndex(model()->index(to, 0));
        return;
    }
    if (key == Qt::Key_Delete && index.isValid()) {
        emit hideAsked(index);
        return;
    }
    QListView::keyPressEvent(event);
}

void ValuesView::paintEvent(QPaintEvent* event) {
    QListView::paintEvent(event);
    if (m_place < 0 || !model() || model()->rowCount() == 0) return;
    const bool atEnd = m_place >= model()->rowCount();
    const QRect cell = visualRect(model()->index(atEnd ? m_place - 1 : m_place, 0));
    QPainter painter(viewport());
    const QColor color = palette().color(QPalette::Highlight);
    if (hasColumns())
        painter.fillRect(
            QRect((atEnd ? cell.right() - 3 : cell.left() - 3), cell.top(), 3, cell.height() - 4),
            color);
    else
        painter.fillRect(
            QRect(cell.left(), atEnd ? cell.bottom() - 1 : cell.top() - 1, cell.width(), 3), color);
}

}  // namespace telemetryhub::ui
