// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIconEngine>

namespace telemetryhub::ui {

/// Draws an SVG in the application palette's text colour of the mode asked for, at the pixel ratio
/// of the device. Qt SVG alone draws `currentColor` black.
///
/// Threads: main.
class IconEngine final : public QIconEngine {
public:
    /// An SVG that paints with `currentColor`.
    explicit IconEngine(const QString& path);

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override;
    [[nodiscard]] QIconEngine* clone() const override;
    [[nodiscard]] QString key() const override;

private:
    QByteArray m_svg;
};

/// Draws an icon of the resources in one colour, for delegates.
void paintIcon(QPainter& painter, const QRectF& rect, const QString& name, const QColor& color);
/// The same as a pixmap of `size` points at `ratio` device pixels each, for labels.
[[nodiscard]] QPixmap iconPixmap(const QString& name, int size, qreal ratio, const QColor& color);

}  // namespace telemetryhub::ui
