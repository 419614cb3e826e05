// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

namespace telemetryhub::ui {

/// What a heading is called in links: small letters, blanks as hyphens, the rest left out.
[[nodiscard]] QString anchorOf(const QString& heading);
/// The text of a page of the manual; empty when there is none.
[[nodiscard]] QString manualText(const QString& page);

/// A page of the manual as text to read; links to headings and pages work.
///
/// Threads: main.
class ManualPage : public QTextBrowser {
    Q_OBJECT

public:
    explicit ManualPage(QWidget* parent);

    /// `recording.md` or `recording.md#replay`.
    void open(const QString& target);
    [[nodiscard]] QString page() const { return m_page; }

signals:
    void opened(const QString& target);

protected:
    QVariant loadResource(int type, const QUrl& name) override;

private:
    void show(const QUrl& source);
    void scrollTo(const QString& anchor);
    void setSpacing();

    QString m_page;
};

}  // namespace telemetryhub::ui
