// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace telemetryhub::ui {

struct EventRow;
class Theme;

/// Paints an event: its time, shape, source and sentence, and on the row in question the buttons
/// that jump to its time and acknowledge it.
///
/// Threads: main.
class EventsDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    enum class Part { None, Jump, Acknowledge };

    EventsDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent), m_theme(theme) {}

    /// The source has no column of its own and stands before the sentence.
    void setSourceJoins(bool joins) { m_joins = joins; }
    /// The button of a row's last cell at a place.
    [[nodiscard]] Part partAt(const QRect& cell, const QPoint& place, const EventRow& row) const;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

signals:
    void jumpClicked(const QModelIndex& index);
    void acknowledgeClicked(const QModelIndex& index);

private:
    void paintShape(QPainter& painter, const QRect& cell, const EventRow& row,
                    const QColor& words) const;
    void paintSentence(QPainter& painter, const QStyleOptionViewItem& option, const EventRow& row,
                       const QColor& words) const;
    [[nodiscard]] int paintButtons(QPainter& painter, const QRect& cell, const EventRow& row,
                                   const QColor& words) const;

    const Theme& m_theme;
    bool m_joins = false;
};

}  // namespace telemetryhub::ui
