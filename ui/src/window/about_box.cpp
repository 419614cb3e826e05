// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/about_box.h"

#include <QApplication>
#include <QMessageBox>

#include "telemetryhub/ui/main_window.h"

namespace telemetryhub::ui {

void showAboutBox(QWidget& window) {
    auto* about = new QMessageBox(
        QMessageBox::NoIcon, MainWindow::tr("About TelemetryHub"),
        MainWindow::tr("TelemetryHub %1\n\nA monitor for serial devices. Free software under the "
                       "GNU General Public License, version 3 or later.")
            .arg(QApplication::applicationVersion()),
        QMessageBox::Close, &window);
    about->setAttribute(Qt::WA_DeleteOnClose);
    about->open();
}

}  // namespace telemetryhub::ui
