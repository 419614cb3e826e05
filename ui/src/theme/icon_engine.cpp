// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/icon_engine.h"

#include <QFile>
#include <QGuiApplication>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>

namespace telemetryhub::ui {
namespace {

QByteArray readSvg(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void renderSvg(QPainter& painter, const QRectF& rect, QByteArray svg, const QColor& color) {
    QSvgRenderer renderer(svg.replace("currentColor", color.name().toLatin1()));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, rect);
    painter.restore();
}

QColor modeColor(QIcon::Mode mode, QIcon::State state) {
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Disabled) return palette.color(QPalette::Disabled, QPalette::ButtonText);
    if (mode == QIcon::Selected || state == QIcon::On)
        return palette.color(QPalette::HighlightedText);
    return palette.color(QPalette::ButtonText);
}

}  // namespace

IconEngine::IconEngine(const QString& path) : m_svg(readSvg(path)) {}

void IconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) {
    renderSvg(*painter, rect, m_svg, modeColor(mode, state));
}

QPixmap IconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) {
    return scaledPixmap(size, mode, state, 1);
}

QPixmap IconEngine::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state,
                                 qreal /*scale*/) {
    // The size is in device pixels already.
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderSvg(painter, QRectF(QPointF(), QSizeF(size)), m_svg, modeColor(mode, state));
    return pixmap;
}

QIconEngine* IconEngine::clone() const {
    return new IconEngine(*this);
}

QString IconEngine::key() const {
    return QStringLiteral("telemetryhub-svg");
}

void paintIcon(QPainter& painter, const QRectF& rect, const QString& name, const QColor& color) {
    renderSvg(painter, rect, readSvg(QStringLiteral(":/telemetryhub/icons/%1.svg").arg(name)),
              color);
}

QPixmap iconPixmap(const QString& name, int size, qreal ratio, const QColor& color) {
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintIcon(painter, QRectF(0, 0, size, size), name, color);
    return pixmap;
}

}  // namespace telemetryhub::ui
