// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/device_delegate.h"

namespace telemetryhub::ui {

/// Paints every row of the device tree: headings of groups, devices, and their channels with the
/// decimal separators below each other.
///
/// Threads: main.
class DeviceTreeDelegate : public DeviceDelegate {
    Q_OBJECT

public:
    using DeviceDelegate::DeviceDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;
    [[nodiscard]] DeviceRowPart partAt(const QPoint& position, const QRect& row,
                                       const QModelIndex& index) const override;

private:
    void paintGroup(QPainter& painter, const QStyleOptionViewItem& option,
                    const QModelIndex& index) const;
    /// The number of devices in each state, from the right; the room that is left.
    [[nodiscard]] int paintStates(QPainter& painter, const QRect& line, const GroupRow& row) const;
    void paintChannel(QPainter& painter, const QStyleOptionViewItem& option,
                      const ChannelRow& row) const;
    void paintChannelName(QPainter& painter, const QRect& room, const ChannelRow& row,
                          const QColor& color) const;
    [[nodiscard]] static QRect groupButton(const QRect& row, int fromRight);
};

}  // namespace telemetryhub::ui
