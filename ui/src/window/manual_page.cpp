// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/manual_page.h"

#include <algorithm>

#include <QFile>
#include <QImage>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextTable>

namespace telemetryhub::ui {
namespace {

constexpr QLatin1String kManual(":/telemetryhub/manual/");
constexpr int kMostImageWidth = 760;

}  // namespace

QString anchorOf(const QString& heading) {
    QString anchor;
    for (const QChar c : heading.toLower()) {
        if (c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('_')) anchor += c;
        if (c == QLatin1Char(' ')) anchor += QLatin1Char('-');
    }
    return anchor;
}

QString manualText(const QString& page) {
    QFile file(kManual + page);
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QString::fromUtf8(file.readAll());
}

ManualPage::ManualPage(QWidget* parent) : QTextBrowser(parent) {
    setOpenExternalLinks(true);
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(24);
    connect(this, &QTextBrowser::sourceChanged, this, &ManualPage::show);
}

void ManualPage::open(const QString& target) {
    setSource(QUrl(target), QTextDocument::MarkdownResource);
}

void ManualPage::show(const QUrl& source) {
    if (source.path() != m_page) {
        m_page = source.path();
        setSpacing();
    }
    scrollTo(source.fragment());
    emit opened(source.toString());
}

QVariant ManualPage::loadResource(int type, const QUrl& name) {
    if (type != QTextDocument::ImageResource) return manualText(name.path());
    const QImage image(kManual + name.path());
    if (image.width() <= kMostImageWidth) return image;
    return image.scaledToWidth(kMostImageWidth, Qt::SmoothTransformation);
}

// What Markdown brings is set solid; a page to read wants room around headings and in tables.
void ManualPage::setSpacing() {
    document()->setUndoRedoEnabled(false);
    QTextCursor all(document());
    all.beginEditBlock();  // laid out once
    for (auto block = document()->begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        const bool heading = format.headingLevel() > 0;
        if (!heading && cursor.currentTable()) continue;
        format.setTopMargin(heading ? 18 : 4);
        format.setBottomMargin(6);
        if (!heading) format.setLineHeight(125, QTextBlockFormat::ProportionalHeight);
        cursor.setBlockFormat(format);
    }
    const auto frames = document()->rootFrame()->childFrames();
    for (QTextFrame* frame : frames) {
        auto* table = qobject_cast<QTextTable*>(frame);
        if (!table) continue;
        QTextTableFormat format = table->format();
        format.setCellPadding(5);
        format.setCellSpacing(0);
        format.setBorder(1);
        format.setBorderCollapse(true);
        format.setBorderBrush(palette().mid());
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        table->setFormat(format);
    }
    all.endEditBlock();
}

void ManualPage::scrollTo(const QString& anchor) {
    moveCursor(QTextCursor::Start);
    verticalScrollBar()->setValue(0);
    if (anchor.isEmpty()) return;
    for (auto block = document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == 0 || anchorOf(block.text()) != anchor) continue;
        setTextCursor(QTextCursor(block));
        verticalScrollBar()->setValue(verticalScrollBar()->value() + cursorRect().top() - 8);
        return;
    }
}

}  // namespace telemetryhub::ui
