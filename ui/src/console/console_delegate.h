// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include "console/console_rows.h"

namespace telemetryhub::ui {

class Theme;

/// Paints a row of the console: time, direction, bytes; a damaged frame with its reason, and what
/// is looked for on a ground of its own.
///
/// Threads: main.
class ConsoleDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    ConsoleDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent), m_theme(theme) {}

    void setSought(const QString& words) { m_sought = words; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    void paintReason(QPainter& painter, QRect& room, const ConsoleRow& row, bool selected) const;
    void paintBytes(QPainter& painter, const QRect& room, const QString& text, bool selected) const;

    const Theme& m_theme;
    QString m_sought;
};

}  // namespace telemetryhub::ui
