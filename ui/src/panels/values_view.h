// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>
#include <QPersistentModelIndex>

namespace telemetryhub::ui {

/// The list of values: what is dragged out of it goes to a chart, what is dropped into it moves to
/// another place.
///
/// Threads: main.
class ValuesView : public QListView {
    Q_OBJECT

public:
    explicit ValuesView(QWidget* parent);

signals:
    /// Rows were dropped before `row`.
    void moved(const QStringList& keys, int row);
    void hideAsked(const QModelIndex& index);

protected:
    void startDrag(Qt::DropActions actions) override;
    void mousePressEvent(QMouseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    /// The row that something dropped at `position` would stand before.
    [[nodiscard]] int rowAt(const QPoint& position) const;
    void showPlace(int row);
    [[nodiscard]] bool hasColumns() const { return viewMode() == QListView::IconMode; }

    QPersistentModelIndex m_pressed;
    int m_place = -1;
};

}  // namespace telemetryhub::ui
