// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QStyledItemDelegate>

#include "panels/device_model.h"

namespace telemetryhub::ui {

class Theme;

/// What a click into a device row asks for.
enum class DeviceRowPart {
    None,
    Fold,
    Start,
    Stop,
    StartStop,
    Menu,
    Reset,
    TryNow,
    Cause,
    TryRates,
    Edit,
    Decoding
};

/// Paints the rows of devices and finds what was hit in them.
///
/// The buttons in a row are painted; each stands also in the context menu and has a shortcut.
///
/// Threads: main.
class DeviceDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// Narrower than this a row is one line of 24.
    static constexpr int kCompactBelow = 240;
    static constexpr int kCompactFromRows = 50;

    /// \pre `theme` outlives this object.
    DeviceDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
    /// The part of a row at `position`.
    [[nodiscard]] virtual DeviceRowPart partAt(const QPoint& position, const QRect& row,
                                               const QModelIndex& index) const;

    void setCompact(bool compact) { m_compact = compact; }
    [[nodiscard]] bool isCompact() const { return m_compact; }

signals:
    void partClicked(const QModelIndex& index, telemetryhub::ui::DeviceRowPart part);

protected:
    [[nodiscard]] const Theme& theme() const { return m_theme; }
    [[nodiscard]] int smallHeight() const;
    /// The sign of a row that can be unfolded.
    void paintFold(QPainter& painter, const QStyleOptionViewItem& option,
                   const QModelIndex& index) const;
    [[nodiscard]] static QRect foldRect(const QRect& row);

private:
    struct Colors;
    [[nodiscard]] Colors rowColors(const QStyleOptionViewItem& option, const DeviceRow& row) const;
    void paintGround(QPainter& painter, const QStyleOptionViewItem& option,
                     const DeviceRow& row) const;
    void paintShape(QPainter& painter, const QRect& rect, const DeviceRow& row) const;
    void paintTall(QPainter& painter, const QStyleOptionViewItem& option,
                   const DeviceRow& row) const;
    void paintNameLine(QPainter& painter, const QRect& line, const QStyleOptionViewItem& option,
                       const DeviceRow& row) const;
    void paintStateLine(QPainter& painter, const QRect& line, const QStyleOptionViewItem& option,
                        const DeviceRow& row) const;
    void paintProblem(QPainter& painter, const QRect& area, const QStyleOptionViewItem& option,
                      const DeviceRow& row) const;
    void paintLinkLine(QPainter& painter, const QRect& line, const QStyleOptionViewItem& option,
                       const DeviceRow& row) const;
    void paintAlarm(QPainter& painter, const QRect& line, const QStyleOptionViewItem& option,
                    const DeviceRow& row) const;
    void paintCurve(QPainter& painter, const QRect& line, const QColor& color,
                    const DeviceRow& row) const;
    void paintCompact(QPainter& painter, const QStyleOptionViewItem& option,
                      const DeviceRow& row) const;
    int paintStateWord(QPainter& painter, const QRect& line, const QColor& color,
                       const DeviceRow& row) const;
    [[nodiscard]] QRect startStopRect(const QRect& row) const;
    [[nodiscard]] QRect menuRect(const QRect& row) const;
    void paintButton(QPainter& painter, const QRect& button, const QString& icon,
                     const QString& text) const;
    /// The button below the sentence of an Error or SafeState.
    [[nodiscard]] QRect remedyRect(const QRect& row, engine::DeviceState state) const;
    [[nodiscard]] QRect causeRect(const QRect& row) const;
    /// What helps a device whose bytes cannot be decoded, as far as the row has room.
    struct Remedy {
        DeviceRowPart part;
        QString text;
        QRect button;
    };
    [[nodiscard]] std::vector<Remedy> undecodedRemedies(const QRect& row, bool hasRates) const;
    void paintRemedies(QPainter& painter, const QRect& area, const DeviceRow& row) const;
    [[nodiscard]] int bodyHeight() const;
    /// Of a row with so many lines of a sentence, and a button.
    [[nodiscard]] int heightWith(int lines) const;

    const Theme& m_theme;
    bool m_compact = false;
};

}  // namespace telemetryhub::ui
